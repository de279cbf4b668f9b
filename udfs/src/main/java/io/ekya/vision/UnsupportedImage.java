/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.stream.ImageInputStream;

/** Names the format of an image that cannot be read, by its first bytes. */
final class UnsupportedImage {
    private static final int HEADER = 12;

    private UnsupportedImage() {}

    /** Returns why an image without a reader is not supported, and what to do. */
    static String message(ImageInputStream in) throws IOException {
        byte[] header = new byte[HEADER];
        in.mark();
        int length = Math.max(0, in.read(header));
        in.reset();
        String text = new String(header, 0, length, StandardCharsets.ISO_8859_1);
        if (length == 0) {
            return "is empty; replace it";
        }
        if (text.startsWith("version http")) {
            return "is a Git LFS pointer, not the image itself; fetch it with git lfs pull";
        }
        if (text.startsWith("RIFF") && text.endsWith("WEBP")) {
            return "is a WebP image, which is not supported; convert it to JPEG or PNG";
        }
        if (text.startsWith("ftyp", 4)) {
            return "is a HEIF or AVIF image or a video, which is not supported; convert it to JPEG"
                    + " or PNG";
        }
        return "is not a supported image (JPEG, PNG, BMP or GIF); convert or replace it";
    }
}
