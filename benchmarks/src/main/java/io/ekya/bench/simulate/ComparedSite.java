/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.Policies;
import io.ekya.schedule.SchedulingProblem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * One random site of the comparison, with 2 to 20 streams. All policies plan on one grid, of which
 * every delta is a multiple; a thief's accuracy is that of its best delta for this site.
 *
 * @param played accuracy over three simulated windows, by contender
 * @param profiled the same if policies see micro-profiles instead of true accuracies
 * @param planned estimates of the first window's plan by policy, and the bounds on all plans
 */
record ComparedSite(
        long seed,
        int streams,
        double gpus,
        Map<String, Double> played,
        Map<String, Double> profiled,
        Map<String, Double> planned) {

    static final String UNIFORM = "best-uniform";
    static final String RELAY = "relay";
    static final String EXACT = "exact";
    static final String ENVELOPE = "relay-envelope";
    static final String BOUND = "upper-bound";

    /** Upper bound on all plans, with the real costs of retraining. */
    static final String PRICED = "priced-bound";

    /** Relay with every job placed on one GPU and shares rounded to inverse powers of two. */
    static final String PLACED = "placed(relay)";

    static final String PUBLISHED = "thief-published";
    static final List<String> THIEVES = List.of("thief", "thief-reuse", PUBLISHED);

    static final int MOST_STREAMS = 20;

    private static final List<Double> DELTAS = List.of(0.1, 0.05, 0.025, 0.0125);

    /** Fewer deltas, since trying all amounts takes seconds per plan at finer ones. */
    private static final List<Double> PUBLISHED_DELTAS = List.of(0.1, 0.05);

    private static final int STEPS_OF_LEAST_DELTA = 80;
    private static final int LEAST_STREAMS = 2;
    private static final int WINDOWS = 3;
    private static final double WINDOW_SECONDS = 200;

    static ComparedSite play(long seed, double gpus, int mostStreams) {
        int streams = LEAST_STREAMS + new Random(seed).nextInt(mostStreams - LEAST_STREAMS + 1);
        Trace trace = TraceGenerator.generate(seed, streams, WINDOWS, WINDOW_SECONDS);
        double fine = Math.ceil(Math.max(1, 8.0 * streams / gpus / STEPS_OF_LEAST_DELTA));
        double quantum = 1.0 / (STEPS_OF_LEAST_DELTA * fine);
        return new ComparedSite(
                seed,
                streams,
                gpus,
                played(trace, new SimulationSetting(gpus, quantum, 0, 0, false, 0)),
                played(trace, new SimulationSetting(gpus, quantum, 0, 0, true, 0)),
                planned(
                        TraceProblem.first(
                                trace, SimulationSetting.of(gpus).withQuantum(quantum))));
    }

    private static Map<String, Double> played(Trace trace, SimulationSetting setting) {
        Map<String, Double> played = new LinkedHashMap<>();
        for (String name : List.of(UNIFORM, EXACT, RELAY, PLACED, BOUND)) {
            played.put(name, accuracy(name, trace, setting));
        }
        for (String thief : THIEVES) {
            played.put(thief, best(thief, trace, setting));
        }
        return played;
    }

    private static double best(String thief, Trace trace, SimulationSetting setting) {
        return (thief.equals(PUBLISHED) ? PUBLISHED_DELTAS : DELTAS)
                .stream()
                        .mapToDouble(delta -> accuracy(thief + "(" + delta + ")", trace, setting))
                        .max()
                        .orElseThrow();
    }

    private static double accuracy(String contender, Trace trace, SimulationSetting setting) {
        return Contenders.named(contender).play(trace, setting).accuracy();
    }

    private static Map<String, Double> planned(SchedulingProblem problem) {
        Map<String, Double> planned = new LinkedHashMap<>();
        planned.put(
                UNIFORM,
                BestUniform.policies(TraceGenerator.configurations()).stream()
                        .map(policy -> estimate(policy, problem))
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
        for (String name : List.of(EXACT, ENVELOPE, RELAY)) {
            planned.put(name, estimate(name, problem));
        }
        double free = estimate(BOUND, problem);
        planned.put(BOUND, free);
        planned.put(PRICED, Math.min(free, PricedBound.of(problem)));
        return planned;
    }

    private static double estimate(String policy, SchedulingProblem problem) {
        return Policies.named(policy).plan(problem).estimatedAccuracy();
    }

    /** Returns a contender's accuracy over the simulated windows. */
    double played(String contender) {
        return Objects.requireNonNull(played.get(contender));
    }

    /** Returns a contender's accuracy over the simulated windows with micro-profiles. */
    double profiled(String contender) {
        return Objects.requireNonNull(profiled.get(contender));
    }

    /** Returns the estimate of a policy's first plan. */
    double planned(String policy) {
        return Objects.requireNonNull(planned.get(policy));
    }
}
