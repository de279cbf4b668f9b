/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with all cameras. A change is taken up when two polls in a row have read the same content,
 * so that a file that is being written is left alone. Invalid content is refused once, as a whole.
 */
final class FileControl implements CameraControl {
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final CameraTexts cameras;
    private CameraChanges changes;
    private @Nullable String seen; // by the last poll
    private @Nullable String judged; // applied or refused

    FileControl(Path file, CameraTexts cameras, CameraChanges before) {
        this.file = file;
        this.cameras = cameras;
        this.changes = before.replaces() ? before : CameraChanges.NONE;
    }

    @Override
    public Update poll() throws IOException {
        String content = read();
        boolean isSettled = judged == null || content.equals(seen);
        seen = content;
        if (!isSettled || content.equals(judged)) {
            return new Update(changes, List.of());
        }
        judged = content;
        try {
            Map<String, String> texts = cameras.ofFile(file.toString(), content);
            changes = new CameraChanges(true, texts);
            return new Update(changes, List.of());
        } catch (ConfigException e) {
            return new Update(changes, List.of(new Refusal("", String.valueOf(e.getMessage()))));
        }
    }

    private String read() throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(
                        "camerasFile %s must have at most %d bytes".formatted(file, MAX_BYTES));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "camerasFile " + file + " does not exist; the cameras stay as they are", e);
        }
    }

    @Override
    public void close() {}
}
