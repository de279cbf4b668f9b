/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.profile.GainPrior;
import io.ekya.profile.InterimDepartures;
import io.ekya.profile.LeastSquares;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits {@link InterimDepartures} to interim evaluations of completed trainings, by least squares.
 */
public final class InterimFit {
    private final List<Case> cases = new ArrayList<>();

    /** An interim evaluation and the final result. */
    private record Case(double departure, double planned, double reached) {
        double log() {
            return Math.log(GainPrior.bounded(reached) / GainPrior.bounded(planned));
        }

        double error(double factor) {
            return Math.abs(factor * planned - reached);
        }
    }

    /**
     * Adds an interim evaluation.
     *
     * @param departure ln (observed error rate / error rate planned for that moment)
     * @param planned planned final error rate, 0..1
     * @param reached actual final error rate, 0..1
     */
    public void add(double departure, double planned, double reached) {
        cases.add(new Case(departure, planned, reached));
    }

    /** Returns the best fit; requires some tens of trainings. */
    public InterimDepartures fit() {
        double[][] rows =
                cases.stream().map(c -> new double[] {1, c.departure()}).toArray(double[][]::new);
        double[] logs = cases.stream().mapToDouble(Case::log).toArray();
        double persistence = Math.max(0, Math.min(1, LeastSquares.solve(rows, logs)[1]));
        double shift =
                cases.stream()
                        .mapToDouble(c -> c.log() - persistence * c.departure())
                        .average()
                        .orElse(0);
        return new InterimDepartures(shift, persistence);
    }

    /** Returns the mean absolute difference between planned and reached accuracy, 0..1. */
    public double plannedError() {
        return cases.stream().mapToDouble(c -> c.error(1)).average().orElse(0);
    }

    /** Returns the mean absolute difference between corrected and reached accuracy, 0..1. */
    public double correctedError(InterimDepartures fitted) {
        return cases.stream()
                .mapToDouble(c -> c.error(fitted.factor(c.departure())))
                .average()
                .orElse(0);
    }
}
