package io.ekya.bench.models;

import io.ekya.profile.GainPrior;
import io.ekya.profile.InterimDepartures;
import io.ekya.profile.LeastSquares;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a {@link InterimDepartures} to looks at trainings that went on to their end, by least
 * squares.
 */
public final class LookFit {
    private final List<Case> cases = new ArrayList<>();

    /**
     * A look at a training and its end.
     *
     * @param departure ln (errors seen / errors planned for that moment)
     * @param planned errors at the end, 0..1
     * @param reached errors at the end, 0..1
     */
    private record Case(double departure, double planned, double reached) {
        double log() {
            return Math.log(GainPrior.bounded(reached) / GainPrior.bounded(planned));
        }

        double error(double factor) {
            return Math.abs(factor * planned - reached);
        }
    }

    /**
     * Adds a look at a training.
     *
     * @param departure ln (errors seen / errors planned for that moment)
     * @param planned errors at the end, 0..1
     * @param reached errors at the end, 0..1
     */
    public void add(double departure, double planned, double reached) {
        cases.add(new Case(departure, planned, reached));
    }

    /** The look that fits best; from some tens of trainings. */
    public InterimDepartures fit() {
        double[][] rows =
                cases.stream().map(c -> new double[] {1, c.departure()}).toArray(double[][]::new);
        double[] logs = cases.stream().mapToDouble(Case::log).toArray();
        double lasts = Math.max(0, Math.min(1, LeastSquares.solve(rows, logs)[1]));
        double shift =
                cases.stream()
                        .mapToDouble(c -> c.log() - lasts * c.departure())
                        .average()
                        .orElse(0);
        return new InterimDepartures(shift, lasts);
    }

    /** Mean distance between planned and reached accuracy, 0..1. */
    public double plannedError() {
        return cases.stream().mapToDouble(c -> c.error(1)).average().orElse(0);
    }

    /** Mean distance between accuracy as corrected and as reached, 0..1. */
    public double correctedError(InterimDepartures look) {
        return cases.stream()
                .mapToDouble(c -> c.error(look.factor(c.departure())))
                .average()
                .orElse(0);
    }
}
