/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.vision.BadFrameException;
import io.ekya.vision.FrameFeed;
import java.io.IOException;

/** Reads a feed to its end. */
final class Frames {
    private Frames() {}

    /**
     * Returns the number of usable frames; bad ones are skipped, as a camera does.
     *
     * @param most number of frames, usable or not
     * @throws IOException if the feed ends before its end
     */
    static int read(FrameFeed feed, int most) throws IOException {
        int usable = 0;
        for (int i = 0; i < most; i++) {
            try {
                if (feed.next() == null) {
                    return usable;
                }
                usable++;
            } catch (BadFrameException e) {
                // the next frame may be usable
            }
        }
        return usable;
    }
}
