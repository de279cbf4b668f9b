/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sample;

import java.util.List;
import java.util.TreeSet;

/**
 * Selects the frames of a retraining window that the teacher labels: bursts spread evenly over the
 * window (a uniform sample, as micro-profiling requires), each of a few frames at fixed offsets,
 * from which the accuracy of predictions some frames later is measured. Deterministic; bursts start
 * at a different phase in every window and for every camera, so that cameras do not all use the
 * teacher at the same time and periodic scenes are sampled at varying phases.
 */
public final class BurstSampler {
    private final double framesPerWindow;
    private final long windowMillis;
    private final int bursts;
    private final int[] offsets; // ascending, the first is 0
    private final double pitch; // frames from burst to burst
    private final long seed;

    /**
     * The sampling plan of each window.
     *
     * @param windowSeconds length of a window, at least one frame
     * @param bursts maximum number of bursts; fewer if they would overlap
     * @param offsets frames of a burst, relative to its first; 0 is always included
     * @param fps frames per second
     */
    public record Plan(double windowSeconds, int bursts, List<Integer> offsets, double fps) {
        public Plan {
            offsets = List.copyOf(offsets);
            if (!(fps > 0) || !(windowSeconds * fps >= 1)) {
                throw new IllegalArgumentException(
                        ("a window must contain at least one frame, but is %s s at %s frames "
                                        + "per second")
                                .formatted(windowSeconds, fps));
            }
            if (bursts < 1 || offsets.stream().anyMatch(o -> o < 0 || o > 1_000_000)) {
                throw new IllegalArgumentException(
                        ("bursts must be at least 1, but are %d; offsets must be 0 to 1000000, "
                                        + "but are %s")
                                .formatted(bursts, offsets));
            }
        }
    }

    /**
     * Creates a sampler for one camera.
     *
     * @param seed specific to the camera
     */
    public BurstSampler(Plan plan, long seed) {
        TreeSet<Integer> ascending = new TreeSet<>(plan.offsets());
        ascending.add(0);
        this.framesPerWindow = plan.windowSeconds() * plan.fps();
        this.windowMillis = Math.round(plan.windowSeconds() * 1000);
        int frames = (int) framesPerWindow; // of the shortest window
        ascending.removeIf(offset -> offset >= frames);
        this.offsets = ascending.stream().mapToInt(Integer::intValue).toArray();
        int length = offsets[offsets.length - 1] + 1;
        this.bursts = Math.max(1, Math.min(plan.bursts(), (frames - length + 1) / length));
        this.pitch = (frames - length + 1) / (double) bursts;
        this.seed = seed;
    }

    /** Returns whether a frame is to be labelled. */
    public boolean sampled(long index, long timeMillis) {
        return burst(index, timeMillis) >= 0;
    }

    /**
     * Returns the number of the burst that a frame belongs to, counted over all windows, or -1 if
     * the frame is not sampled.
     *
     * @param index frame number since the camera's start
     * @param timeMillis time since the camera's start, which determines the window
     */
    public long burst(long index, long timeMillis) {
        long window = Math.floorDiv(timeMillis, windowMillis);
        long position = index - firstFrame(window);
        if (position < 0 || position > framesPerWindow) {
            return -1;
        }
        double phase = phase(window);
        int near = Math.min(bursts - 1, (int) ((double) position / pitch));
        for (int b = Math.max(0, near - 1); b <= Math.min(bursts - 1, near + 1); b++) {
            int start = (int) ((b + phase) * pitch);
            for (int offset : offsets) {
                if (position == start + offset) {
                    return window * bursts + b;
                }
            }
        }
        return -1;
    }

    /** Returns the number of frames sampled per window. */
    int framesSampled() {
        return bursts * offsets.length;
    }

    private long firstFrame(long window) {
        return (long) Math.ceil(window * framesPerWindow - 1e-6);
    }

    /**
     * Returns a pseudo-random phase in [0, 1) per camera and window (the finaliser of SplitMix64).
     */
    private double phase(long window) {
        long z = seed * 0x9e3779b97f4a7c15L + window + 1;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
