package io.ekya.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which retraining configurations are no longer worth profiling (Ekya, NSDI '22, section 4.3): all
 * are tried at first; after every second window some of those farthest below the front of accuracy
 * over GPU-time are dropped, and never so many that fewer than {@value #LEAST} are left. A dropped
 * one is tried again after {@value #AGAIN_WINDOWS} windows, and all are after strong drift.
 */
public final class Pruning {
    /** Fewest configurations that stay. */
    public static final int LEAST = 6;

    /** Windows after which a dropped configuration is tried again. */
    public static final int AGAIN_WINDOWS = 8;

    /**
     * A serving student that lost so much accuracy since the window before has met strong drift.
     */
    public static final double STRONG_DRIFT = 0.1;

    private static final int EVERY_WINDOWS = 2;
    private static final double PART = 0.25;

    /**
     * A configuration that costs next to nothing less may be so much worse before it is dropped.
     */
    private static final double TOLERANCE = 0.005;

    private Pruning() {}

    /** What a configuration is held to cost and to reach. */
    public record Candidate(String configuration, double gpuSeconds, double accuracy) {}

    /**
     * Those dropped configurations that stay dropped.
     *
     * @param dropped window in which each was dropped
     * @param accuracyBefore of the serving student in the window before, negative where unknown
     * @param accuracy of the serving student now
     */
    public static Map<String, Long> still(
            Map<String, Long> dropped, long window, double accuracyBefore, double accuracy) {
        if (accuracyBefore - accuracy >= STRONG_DRIFT) {
            return Map.of();
        }
        Map<String, Long> still = new HashMap<>(dropped);
        still.values().removeIf(since -> window - since >= AGAIN_WINDOWS);
        return still;
    }

    /**
     * All that are dropped after a window, with the window in which each was.
     *
     * @param still those dropped before
     * @param candidates those that were profiled
     */
    public static Map<String, Long> after(
            Map<String, Long> still, long window, List<Candidate> candidates) {
        Map<String, Long> dropped = new HashMap<>(still);
        if (window % EVERY_WINDOWS != EVERY_WINDOWS - 1) {
            return dropped;
        }
        int most = Math.min((int) (PART * candidates.size()), candidates.size() - LEAST);
        candidates.stream()
                .filter(c -> belowFront(c, candidates) > TOLERANCE)
                .sorted(
                        Comparator.comparingDouble((Candidate c) -> -belowFront(c, candidates))
                                .thenComparing(Candidate::configuration))
                .limit(Math.max(0, most))
                .forEach(c -> dropped.put(c.configuration(), window));
        return dropped;
    }

    /** Accuracy that is had for no more GPU-time elsewhere, minus its own. */
    private static double belowFront(Candidate c, List<Candidate> all) {
        return all.stream()
                        .filter(other -> other.gpuSeconds() <= c.gpuSeconds())
                        .mapToDouble(Candidate::accuracy)
                        .max()
                        .orElse(c.accuracy())
                - c.accuracy();
    }
}
