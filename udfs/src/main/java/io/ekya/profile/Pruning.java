/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prunes retraining configurations that are not worth profiling (Ekya, NSDI '22, section 4.3). All
 * are profiled at first; after every second window, some of those farthest below the Pareto front
 * of accuracy over GPU time are dropped, but at least {@value #LEAST} remain. A dropped
 * configuration is profiled again after {@value #RETRY_WINDOWS} windows, and all of them after
 * strong drift.
 */
public final class Pruning {
    /** Minimum number of configurations that remain. */
    public static final int LEAST = 6;

    /** Windows after which a dropped configuration is profiled again. */
    public static final int RETRY_WINDOWS = 8;

    /** Loss of the serving student's accuracy between two windows that counts as strong drift. */
    public static final double STRONG_DRIFT = 0.1;

    private static final int EVERY_WINDOWS = 2;
    private static final double PART = 0.25;

    /** Distance below the front that is tolerated. */
    private static final double TOLERANCE = 0.005;

    private Pruning() {}

    /** A configuration with its estimated cost and accuracy. */
    public record Candidate(String configuration, double gpuSeconds, double accuracy) {}

    /**
     * Returns those dropped configurations that stay dropped. Those that were dropped in a later
     * window do not: windows have been numbered anew, since their length has changed.
     *
     * @param dropped window in which each was dropped
     * @param accuracyBefore of the serving student in the previous window; null if unknown
     * @param accuracy of the serving student now
     */
    public static Map<String, Long> stillDropped(
            Map<String, Long> dropped,
            long window,
            @Nullable Double accuracyBefore,
            double accuracy) {
        if (accuracyBefore != null && accuracyBefore - accuracy >= STRONG_DRIFT) {
            return Map.of();
        }
        Map<String, Long> still = new HashMap<>(dropped);
        still.values().removeIf(since -> since > window || window - since >= RETRY_WINDOWS);
        return still;
    }

    /**
     * Returns all configurations dropped after a window, with the window in which each was dropped.
     *
     * @param stillDropped those dropped before
     * @param candidates those that were profiled
     */
    public static Map<String, Long> update(
            Map<String, Long> stillDropped, long window, List<Candidate> candidates) {
        Map<String, Long> dropped = new HashMap<>(stillDropped);
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

    /** Returns the best accuracy available at no higher cost, minus the candidate's own. */
    private static double belowFront(Candidate c, List<Candidate> all) {
        return all.stream()
                        .filter(other -> other.gpuSeconds() <= c.gpuSeconds())
                        .mapToDouble(Candidate::accuracy)
                        .max()
                        .orElse(c.accuracy())
                - c.accuracy();
    }
}
