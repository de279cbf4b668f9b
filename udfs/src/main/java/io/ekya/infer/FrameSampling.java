/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

/**
 * Selects the frames to analyse. Frames are grouped into cells of {@code everyNth}; the first frame
 * that arrives of each cell is analysed, so that a cell whose first frame was dropped is not lost.
 *
 * @param phase offset of the cells, so that the cameras of a site do not all analyse at the same
 *     time
 */
public record FrameSampling(long phase) {

    /** Value of {@code lastAnalysed} before any frame was analysed. */
    public static final long NONE = -1;

    /**
     * Returns whether a frame is to be analysed; without drops that is one frame in {@code
     * everyNth}.
     *
     * @param index the frame's number
     * @param lastAnalysed number of the last analysed frame, or {@link #NONE}
     */
    public boolean analyse(long index, long lastAnalysed, int everyNth) {
        return lastAnalysed < 0
                || Math.floorDiv(index + phase, everyNth)
                        != Math.floorDiv(lastAnalysed + phase, everyNth);
    }
}
