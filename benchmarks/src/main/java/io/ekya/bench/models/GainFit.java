/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Weights;
import io.ekya.profile.LeastSquares;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link GainPrior} to observed trainings: first the formula without departures, for each
 * number of frozen blocks, then how much of a departure persists. Least squares on the logarithm of
 * the error rate, so that relative errors count equally.
 */
public final class GainFit {
    private final List<Observation> observations = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();

    /**
     * An observed error rate after some training.
     *
     * @param startErrors error rate before training, 0..1
     * @param samplesSeen crops times epochs
     * @param errors error rate after training, 0..1
     */
    public record Observation(
            int frozenBlocks, double startErrors, double samplesSeen, double errors) {

        double[] features() {
            return GainPrior.features(startErrors, samplesSeen);
        }

        double departureFrom(GainPrior prior) {
            double expected = prior.errors(frozenBlocks, startErrors, samplesSeen);
            return Math.log(GainPrior.bounded(errors) / expected);
        }
    }

    /** A retraining, the micro-profile's run before it, and the previous window's retraining. */
    private record Case(Observation reached, List<Observation> run, @Nullable Observation before) {}

    /** Adds a point of a micro-profile's run. */
    public void add(Observation point) {
        observations.add(point);
    }

    /**
     * Adds a retraining.
     *
     * @param run points of the micro-profile's run with the same frozen blocks
     * @param before the previous window's retraining, if any
     */
    public void add(Observation reached, List<Observation> run, @Nullable Observation before) {
        observations.add(reached);
        cases.add(new Case(reached, List.copyOf(run), before));
    }

    /** Returns the best fit; requires some tens of retrainings per number of frozen blocks. */
    public GainPrior fit() {
        List<Weights> weights =
                observations.stream()
                        .map(Observation::frozenBlocks)
                        .distinct()
                        .sorted()
                        .map(this::weights)
                        .toList();
        GainPrior plain = new GainPrior(weights, 0, 0);
        double[][] rows = new double[cases.size()][];
        double[] left = new double[cases.size()];
        for (int i = 0; i < rows.length; i++) {
            Case c = cases.get(i);
            double last = c.before() == null ? 0 : c.before().departureFrom(plain);
            rows[i] = new double[] {departure(c.run(), plain), last};
            left[i] = c.reached().departureFrom(plain);
        }
        double[] persistence = LeastSquares.solve(rows, left);
        double run = share(persistence[0]);
        double before = share(persistence[1]);
        double squares =
                IntStream.range(0, rows.length)
                        .mapToDouble(i -> left[i] - run * rows[i][0] - before * rows[i][1])
                        .map(deviation -> deviation * deviation)
                        .average()
                        .orElse(0);
        return new GainPrior(weights, run, before, Math.sqrt(squares));
    }

    /**
     * Returns a run's departure from a prior: mean of ln (observed / expected error rate); 0
     * without points.
     */
    public static double departure(List<Observation> run, GainPrior prior) {
        return run.stream().mapToDouble(o -> o.departureFrom(prior)).average().orElse(0);
    }

    private static double share(double weight) {
        return Math.max(0, Math.min(1, weight));
    }

    private Weights weights(int frozenBlocks) {
        List<Observation> own =
                observations.stream().filter(o -> o.frozenBlocks() == frozenBlocks).toList();
        double[][] rows = own.stream().map(Observation::features).toArray(double[][]::new);
        double[] logs =
                IntStream.range(0, own.size())
                        .mapToDouble(i -> Math.log(GainPrior.bounded(own.get(i).errors())))
                        .toArray();
        double[] w = LeastSquares.solve(rows, logs);
        return new Weights(frozenBlocks, w[0], w[1], w[2], w[3]);
    }
}
