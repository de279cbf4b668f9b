package io.ekya.infer;

import java.util.Map;
import java.util.TreeMap;

/**
 * Measures what analysing one frame of a camera costs at each side, and tells from it which share
 * of a GPU each inference configuration needs to keep up. An exponential average over about {@value
 * #MEMORY_FRAMES} frames, so it follows a street that fills or empties. It begins with what is
 * expected, worth {@value #EXPECTED_FRAMES} frames, and one measurement counts for at most {@value
 * #MOST} times the average: a native library's first batch or a garbage collection must not make an
 * option look dear for ever, since an option that looks dear is not chosen and not measured again.
 */
public final class DemandMeter {
    static final double MEMORY_FRAMES = 300;
    static final double EXPECTED_FRAMES = 20;
    static final double MOST = 5;

    private record Cost(double seconds, double frames) {
        Cost with(double secondsPerFrame, double more) {
            // A plain mean until there are enough frames, then an exponential average.
            double weight = Math.max(more / (frames + more), 1 - Math.exp(-more / MEMORY_FRAMES));
            double believed = Math.min(secondsPerFrame, MOST * seconds);
            return new Cost(seconds + weight * (believed - seconds), frames + more);
        }
    }

    private final TreeMap<Integer, Cost> bySide = new TreeMap<>();
    private final int guessSide;
    private final double guessSeconds;

    /**
     * A meter that has measured nothing yet.
     *
     * @param guessSeconds assumed seconds of one GPU for one frame at this side until the first
     *     measurement
     */
    public DemandMeter(int guessSide, double guessSeconds) {
        if (guessSide < 1 || !(guessSeconds > 0)) {
            throw new IllegalArgumentException(
                    "the first guess must be above 0, but is %s s at side %d"
                            .formatted(guessSeconds, guessSide));
        }
        this.guessSide = guessSide;
        this.guessSeconds = guessSeconds;
    }

    /**
     * Takes in a measurement.
     *
     * @param frames of this camera that were analysed; with other cameras' frames in the same batch
     *     a part of its time goes to each by its crops
     * @param busyNanos device time they took
     */
    public void add(int side, double frames, long busyNanos) {
        if (frames > 0 && busyNanos >= 0) {
            Cost cost = bySide.getOrDefault(side, new Cost(secondsPerFrame(side), EXPECTED_FRAMES));
            bySide.put(side, cost.with(busyNanos / 1e9 / frames, frames));
        }
    }

    /** Seconds of one GPU for one frame; a side never run is scaled by its pixels from the next. */
    public double secondsPerFrame(int side) {
        Cost own = bySide.get(side);
        if (own != null) {
            return own.seconds();
        }
        Map.Entry<Integer, Cost> near = bySide.ceilingEntry(side);
        near = near == null ? bySide.floorEntry(side) : near;
        return near == null
                ? guessSeconds * pixels(side, guessSide)
                : near.getValue().seconds() * pixels(side, near.getKey());
    }

    private static double pixels(int side, int other) {
        return (double) side * side / ((double) other * other);
    }

    /** GPUs that the camera needs under a configuration to keep up. */
    public double gpus(InferenceConfiguration configuration, double fps) {
        return fps / configuration.everyNth() * secondsPerFrame(configuration.side());
    }

    /** True where at least one frame was measured at this side. */
    public boolean measured(int side) {
        return bySide.containsKey(side);
    }
}
