/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import org.bytedeco.javacpp.BytePointer;

/** Recognises truncated JPEG images, which FFmpeg would fill up. */
final class Jpegs {
    /** Bytes that may follow the end marker, as some cameras pad their images. */
    private static final int MAX_PADDING = 64;

    private Jpegs() {}

    /** Returns whether the bytes end with JPEG's end marker, and padding at most. */
    static boolean isWhole(BytePointer data, int size) {
        for (int at = size - 2; at >= 0 && at >= size - 2 - MAX_PADDING; at--) {
            if (data.get(at) == (byte) 0xff && data.get(at + 1) == (byte) 0xd9) {
                return true;
            }
        }
        return false;
    }
}
