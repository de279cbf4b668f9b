/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the job's log says of the cameras' pictures, such as {@code gate: source 1080×1920, rotated
 * 90°, used as 640×360}; read incrementally.
 */
final class CameraNotices {
    private static final Pattern NOTICE = Pattern.compile(" - Camera (\\S+: source \\d+.*)");
    private static final int MOST_AT_ONCE = 1 << 20;

    private final Path log;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long offset;

    CameraNotices(Path folder) {
        this.log = folder.resolve("job.log");
    }

    /** Returns what is new since the last call. */
    List<String> refresh() {
        List<String> notices = new ArrayList<>();
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            if (channel.size() < offset) { // the log was rolled
                offset = 0;
                partial.reset();
            }
            channel.position(offset);
            InputStream in = Channels.newInputStream(channel);
            byte[] added = in.readNBytes(MOST_AT_ONCE);
            offset += added.length;
            for (byte b : added) {
                if (b == '\n') {
                    Matcher notice = NOTICE.matcher(partial.toString(Charset.defaultCharset()));
                    if (notice.find()) {
                        notices.add(notice.group(1));
                    }
                    partial.reset();
                } else {
                    partial.write(b);
                }
            }
        } catch (IOException e) {
            return notices; // there is no log yet, or it cannot be read: it is no result
        }
        return notices;
    }
}
