package io.ekya.infer;

/**
 * Which frames are analysed under frame sampling. Frames lie in cells of {@code everyNth}; the
 * first frame of a cell that comes is analysed, so that a cell whose first frame was dropped is not
 * lost.
 *
 * @param phase shifts the cells, so that the cameras of a site do not all analyse at once
 */
public record FrameSampling(long phase) {

    /** Before any frame was analysed. */
    public static final long NONE = -1;

    /**
     * True where the frame is to be analysed; without drops that is one frame of {@code everyNth}.
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
