package io.ekya.bench.models;

import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Weights;
import io.ekya.profile.LeastSquares;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link GainPrior} to trainings that were really run: first the formula without departures,
 * one for each number of frozen blocks, then how much of a departure lasts. Least squares in the
 * logarithm of errors, so a factor counts alike wherever it is.
 */
public final class GainFit {
    private final List<Observation> observations = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();

    /**
     * Errors after some training.
     *
     * @param startErrors before it, 0..1
     * @param samplesSeen crops times epochs
     * @param errors after it, 0..1
     */
    public record Observation(
            int frozenBlocks, double startErrors, double samplesSeen, double errors) {

        double[] features() {
            return GainPrior.features(startErrors, samplesSeen);
        }

        double departureFrom(GainPrior prior) {
            double usual = prior.errors(frozenBlocks, startErrors, samplesSeen);
            return Math.log(GainPrior.bounded(errors) / usual);
        }
    }

    /** A retraining, the micro-profile's run before it, and the window before's retraining. */
    private record Case(Observation reached, List<Observation> run, @Nullable Observation before) {}

    /** Adds a point of a micro-profile's run. */
    public void add(Observation point) {
        observations.add(point);
    }

    /**
     * Adds a retraining.
     *
     * @param run points of the micro-profile's run with the same frozen blocks
     * @param before the retraining of the window before, if there was one
     */
    public void add(Observation reached, List<Observation> run, @Nullable Observation before) {
        observations.add(reached);
        cases.add(new Case(reached, List.copyOf(run), before));
    }

    /** The prior that fits best; from some tens of retrainings for each number of frozen blocks. */
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
            double run = departure(c.run(), plain);
            double before = c.before() == null ? 0 : c.before().departureFrom(plain);
            rows[i] = new double[] {run, before};
            left[i] = c.reached().departureFrom(plain);
        }
        double[] lasting = LeastSquares.solve(rows, left);
        return new GainPrior(weights, share(lasting[0]), share(lasting[1]));
    }

    /** How far a run departs from a prior: mean of ln (errors seen / expected); 0 for no points. */
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
