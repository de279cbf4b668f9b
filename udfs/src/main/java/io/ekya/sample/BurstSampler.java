package io.ekya.sample;

import java.util.List;
import java.util.TreeSet;

/**
 * Chooses the frames of a retraining window that the teacher labels: bursts spread evenly over the
 * window (a uniform sample, as micro-profiling wants it), each a few frames at fixed offsets, so
 * that within a burst one can see what an answer is worth some frames later. Deterministic; the
 * bursts begin at another phase in every window and for every camera, so that cameras do not all
 * ask the teacher at once and a scene with a rhythm is not always met at the same beat.
 */
public final class BurstSampler {
    private final double framesPerWindow;
    private final long windowMillis;
    private final int bursts;
    private final int[] offsets; // ascending, the first is 0
    private final double pitch; // frames from burst to burst
    private final long seed;

    /**
     * What is sampled of each window.
     *
     * @param windowSeconds length of a window, at least one frame
     * @param bursts at most so many; fewer where they would overlap
     * @param offsets frames of a burst, counted from its first; 0 is always among them
     * @param fps frames a second
     */
    public record Plan(double windowSeconds, int bursts, List<Integer> offsets, double fps) {
        public Plan {
            offsets = List.copyOf(offsets);
            if (!(fps > 0) || !(windowSeconds * fps >= 1)) {
                throw new IllegalArgumentException(
                        "a window must hold a frame at least, but is %s s at %s frames a second"
                                .formatted(windowSeconds, fps));
            }
            if (bursts < 1 || offsets.stream().anyMatch(o -> o < 0 || o > 1_000_000)) {
                throw new IllegalArgumentException(
                        "bursts must be at least 1 and offsets 0 to 1000000, but are %d and %s"
                                .formatted(bursts, offsets));
            }
        }
    }

    /**
     * A sampler for one camera.
     *
     * @param seed the camera's own
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

    /** True where the frame is to be labelled. */
    public boolean sampled(long index, long timeMillis) {
        return burst(index, timeMillis) >= 0;
    }

    /**
     * Number of the burst that a frame belongs to, counted over all windows, or -1 where the frame
     * is not sampled.
     *
     * @param index the frame's number since the camera's beginning
     * @param timeMillis its time since then; decides which window it is in
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

    /** How many frames of a window are sampled. */
    public int framesSampled() {
        return bursts * offsets.length;
    }

    private long firstFrame(long window) {
        return (long) Math.ceil(window * framesPerWindow - 1e-6);
    }

    /** 0 up to 1, by camera and window (the finaliser of SplitMix64). */
    private double phase(long window) {
        long z = seed * 0x9e3779b97f4a7c15L + window + 1;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
