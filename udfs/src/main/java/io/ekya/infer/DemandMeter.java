/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the cost of analysing one frame of a camera at each side, and derives the GPU share that
 * each inference configuration needs to keep up. Costs are exponential averages over about {@value
 * #MEMORY_FRAMES} frames, so they follow changes in traffic. The initial value is a prior worth
 * {@value #EXPECTED_FRAMES} frames, and a measurement is capped at {@value #OUTLIER_FACTOR} times
 * the average: a native library's first batch or a garbage collection must not make an option look
 * permanently expensive, since it would then not be chosen and not be measured again.
 */
public final class DemandMeter {
    static final double MEMORY_FRAMES = 300;
    static final double EXPECTED_FRAMES = 20;
    static final double OUTLIER_FACTOR = 5;

    private record Cost(double seconds, double frames) {
        Cost with(double secondsPerFrame, double more) {
            // A plain mean until there are enough frames, then an exponential average.
            double weight = Math.max(more / (frames + more), 1 - Math.exp(-more / MEMORY_FRAMES));
            double capped = Math.min(secondsPerFrame, OUTLIER_FACTOR * seconds);
            return new Cost(seconds + weight * (capped - seconds), frames + more);
        }
    }

    private final TreeMap<Integer, Cost> bySide = new TreeMap<>();
    private final int priorSide;
    private final double priorSeconds;

    /**
     * Creates a meter without measurements.
     *
     * @param priorSeconds assumed GPU-seconds per frame at {@code priorSide} until the first
     *     measurement
     */
    public DemandMeter(int priorSide, double priorSeconds) {
        if (priorSide < 1 || !(priorSeconds > 0)) {
            throw new IllegalArgumentException(
                    "priorSeconds and priorSide must be above 0, but are %s and %d"
                            .formatted(priorSeconds, priorSide));
        }
        this.priorSide = priorSide;
        this.priorSeconds = priorSeconds;
    }

    /**
     * Adds a measurement.
     *
     * @param frames number of frames of this camera that were analysed; fractional if a batch is
     *     shared with other cameras, in proportion to crops
     * @param busyNanos device time spent on them
     */
    public void add(int side, double frames, long busyNanos) {
        if (frames > 0 && busyNanos >= 0) {
            Cost cost = bySide.getOrDefault(side, new Cost(secondsPerFrame(side), EXPECTED_FRAMES));
            bySide.put(side, cost.with(busyNanos / 1e9 / frames, frames));
        }
    }

    /**
     * Returns the GPU-seconds per frame; a side without measurements is extrapolated from the
     * nearest one by pixels.
     */
    public double secondsPerFrame(int side) {
        Cost own = bySide.get(side);
        if (own != null) {
            return own.seconds();
        }
        Map.Entry<Integer, Cost> near = bySide.ceilingEntry(side);
        near = near == null ? bySide.floorEntry(side) : near;
        return near == null
                ? priorSeconds * pixels(side, priorSide)
                : near.getValue().seconds() * pixels(side, near.getKey());
    }

    private static double pixels(int side, int other) {
        return (double) side * side / ((double) other * other);
    }

    /** Returns the GPUs needed to keep up under a configuration. */
    public double gpus(InferenceConfiguration configuration, double fps) {
        return fps / configuration.everyNth() * secondsPerFrame(configuration.side());
    }

    /** Returns whether at least one frame was measured at this side. */
    public boolean measured(int side) {
        return bySide.containsKey(side);
    }
}
