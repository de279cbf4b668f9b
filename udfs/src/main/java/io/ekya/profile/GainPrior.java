/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import java.util.Comparator;
import java.util.List;

/**
 * Prior on the gain of a retraining. A micro-profile sees too few samples to extrapolate a curve
 * fitted to it alone; this prior models how the error rate usually falls, and how much of a
 * deviation observed in the micro-profile or in the previous window persists:
 *
 * <pre>ln e = c0 + c1 ln e0 + c2 ln s + c3 max(0, ln (s / S)) + r departure + h history</pre>
 *
 * where e0 is the error rate before retraining, s the number of samples seen (crops times epochs),
 * S is {@value #SATURATION}, and a departure is the mean of ln (observed error rate / error rate
 * this formula predicts without it).
 */
public final class GainPrior {
    /** Number of samples beyond which further samples have less effect. */
    public static final double SATURATION = 2000;

    /** Lower bound on error rates, 0..1. */
    public static final double LEAST_ERRORS = 0.02;

    /** Below this predicted reduction of the error rate, progress is interpolated linearly. */
    private static final double LEAST_GAIN = 0.01;

    private final List<Weights> byFrozenBlocks;
    private final double departureWeight;
    private final double historyWeight;
    private final double residual;

    /**
     * The formula's weights for one number of frozen blocks.
     *
     * @param constant c0
     * @param start c1, weight of the initial error rate
     * @param samples c2
     * @param beyond c3, added to c2 beyond saturation
     * @param frozenBlocks number of frozen blocks of the student
     */
    public record Weights(
            int frozenBlocks, double constant, double start, double samples, double beyond) {
        public Weights {
            for (double w : new double[] {constant, start, samples, beyond}) {
                if (!Double.isFinite(w)) {
                    throw new IllegalArgumentException("a weight must be finite, but is " + w);
                }
            }
        }

        double log(double[] features) {
            return constant * features[0]
                    + start * features[1]
                    + samples * features[2]
                    + beyond * features[3];
        }
    }

    /**
     * Creates a prior.
     *
     * @param departureWeight fraction of a micro-profile's departure that persists, 0..1
     * @param historyWeight fraction of the previous window's departure that persists, 0..1
     * @param residual standard deviation of ln (error rate / expected error rate), from 0
     * @throws IllegalArgumentException if there are no weights or one is out of range
     */
    public GainPrior(
            List<Weights> byFrozenBlocks,
            double departureWeight,
            double historyWeight,
            double residual) {
        if (byFrozenBlocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "a prior needs weights for at least one number " + "of frozen blocks");
        }
        if (!(residual >= 0 && Double.isFinite(residual))) {
            throw new IllegalArgumentException("residual must be at least 0, but is " + residual);
        }
        this.byFrozenBlocks = List.copyOf(byFrozenBlocks);
        this.departureWeight = share("departureWeight", departureWeight);
        this.historyWeight = share("historyWeight", historyWeight);
        this.residual = residual;
    }

    /** Creates a prior without deviations from it. */
    public GainPrior(List<Weights> byFrozenBlocks, double departureWeight, double historyWeight) {
        this(byFrozenBlocks, departureWeight, historyWeight, 0);
    }

    private static double share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0..1, but is " + value);
        }
        return value;
    }

    /** Returns the formula's weights, one per number of frozen blocks. */
    public List<Weights> weights() {
        return byFrozenBlocks;
    }

    /** Returns the fraction of a micro-profile's departure that persists, 0..1. */
    public double departureWeight() {
        return departureWeight;
    }

    /** Returns the fraction of the previous window's departure that persists, 0..1. */
    public double historyWeight() {
        return historyWeight;
    }

    /** Returns the standard deviation of ln (error rate / expected error rate). */
    public double residual() {
        return residual;
    }

    /** Returns the standard error, 0..1, of an expected error rate. */
    public double errorBar(double expectedErrors) {
        return residual * bounded(expectedErrors);
    }

    /** Returns the features that the weights apply to, in their order. */
    public static double[] features(double startErrors, double samplesSeen) {
        double samples = Math.log(Math.max(1, samplesSeen));
        return new double[] {
            1, Math.log(bounded(startErrors)), samples, Math.max(0, samples - Math.log(SATURATION))
        };
    }

    /**
     * Returns the error rate expected during a retraining, interpolated between its start and its
     * planned end with the shape of this formula.
     *
     * @param samplesSeen so far
     * @param samples in total
     */
    public double interimErrors(
            int frozenBlocks, double start, double end, double samplesSeen, double samples) {
        double whole = start - errors(frozenBlocks, start, samples);
        double soFar = start - errors(frozenBlocks, start, samplesSeen);
        double part = whole > LEAST_GAIN ? soFar / whole : samplesSeen / samples;
        return bounded(start - Math.max(0, Math.min(1, part)) * (start - end));
    }

    /** Returns the error rate clipped to {@value #LEAST_ERRORS}..1. */
    public static double bounded(double errors) {
        return Math.max(LEAST_ERRORS, Math.min(1, errors));
    }

    /**
     * Returns the expected error rate after a retraining without any observed departure. For an
     * unknown number of frozen blocks, the weights of the nearest known one are used.
     */
    public double errors(int frozenBlocks, double startErrors, double samplesSeen) {
        return errors(frozenBlocks, startErrors, samplesSeen, 0, 0);
    }

    /**
     * Returns the expected error rate after a retraining.
     *
     * @param departure of the micro-profile: mean of ln (observed / expected); 0 if none was
     *     observed
     * @param history departure of the retraining in the previous window; 0 if unknown
     */
    public double errors(
            int frozenBlocks,
            double startErrors,
            double samplesSeen,
            double departure,
            double history) {
        Weights weights =
                byFrozenBlocks.stream()
                        .min(
                                Comparator.comparingInt(
                                        w -> Math.abs(w.frozenBlocks() - frozenBlocks)))
                        .orElseThrow();
        double log = weights.log(features(startErrors, samplesSeen));
        return bounded(Math.exp(log + departureWeight * departure + historyWeight * history));
    }
}
