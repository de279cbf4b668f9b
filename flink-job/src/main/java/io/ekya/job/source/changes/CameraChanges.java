/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has changed against the cameras that the job was configured with. Kept in checkpoints.
 *
 * @param replaces whether the cameras named here are all there are; otherwise the others stay as
 *     configured
 * @param texts configuration by camera; null for a camera that is removed
 */
public record CameraChanges(boolean replaces, Map<String, @Nullable String> texts) {
    public static final CameraChanges NONE = new CameraChanges(false, Map.of());

    public CameraChanges {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** Returns the cameras that run after the changes, by id. */
    public Map<String, String> appliedTo(Map<String, String> configured) {
        Map<String, String> cameras = new LinkedHashMap<>(replaces ? Map.of() : configured);
        texts.forEach(
                (camera, text) -> {
                    if (text == null) {
                        cameras.remove(camera);
                    } else {
                        cameras.put(camera, text);
                    }
                });
        return cameras;
    }

    /**
     * Returns these changes and another one.
     *
     * @param text null to remove the camera
     */
    CameraChanges with(String camera, @Nullable String text) {
        Map<String, @Nullable String> more = new LinkedHashMap<>(texts);
        more.put(camera, text);
        return new CameraChanges(replaces, more);
    }

    /** Writes the changes, to be read by {@link #read}. */
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(replaces);
        out.writeInt(texts.size());
        for (Map.Entry<String, @Nullable String> change : texts.entrySet()) {
            out.writeUTF(change.getKey());
            String text = change.getValue();
            byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                out.write(bytes);
            }
        }
    }

    /** Reads changes. */
    public static CameraChanges read(DataInput in) throws IOException {
        boolean replaces = in.readBoolean();
        int count = in.readInt();
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String camera = in.readUTF();
            int length = in.readInt();
            if (length < 0) {
                texts.put(camera, null);
            } else {
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                texts.put(camera, new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return new CameraChanges(replaces, texts);
    }
}
