package io.ekya.profile;

import java.util.Comparator;
import java.util.List;

/**
 * What a retraining is expected to be worth before much was measured. A micro-profile sees so few
 * samples that a curve fitted to it alone says little about the rest; this tells how errors usually
 * fall, and how far a departure that was seen, in the micro-profile or in the window before, will
 * last:
 *
 * <pre>ln e = c0 + c1 ln e0 + c2 ln s + c3 max(0, ln (s / S)) + r departure + h history</pre>
 *
 * where e0 are the errors before, s the samples seen (crops times epochs), S {@value #SATURATION},
 * and a departure is the mean of ln (errors seen / errors that this formula expected without it).
 */
public final class GainPrior {
    /** Samples from which more of them add less. */
    public static final double SATURATION = 2000;

    /** Errors are never held to be fewer, 0..1. */
    public static final double LEAST_ERRORS = 0.02;

    /** Where fewer errors than so many go away, the way has no form. */
    private static final double LEAST_GAIN = 0.01;

    private final List<Weights> byFrozenBlocks;
    private final double departureWeight;
    private final double historyWeight;

    /**
     * The formula's weights for students of which so many blocks are frozen.
     *
     * @param constant c0
     * @param start c1, of the errors before
     * @param samples c2
     * @param beyond c3, added to c2 beyond saturation
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
     * A prior.
     *
     * @param departureWeight how much of a micro-profile's departure lasts, 0..1
     * @param historyWeight how much of the last window's departure lasts, 0..1
     * @throws IllegalArgumentException where there are no weights, or a weight is out of range
     */
    public GainPrior(List<Weights> byFrozenBlocks, double departureWeight, double historyWeight) {
        if (byFrozenBlocks.isEmpty()) {
            throw new IllegalArgumentException("a prior needs weights");
        }
        this.byFrozenBlocks = List.copyOf(byFrozenBlocks);
        this.departureWeight = share("departureWeight", departureWeight);
        this.historyWeight = share("historyWeight", historyWeight);
    }

    private static double share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0..1, but is " + value);
        }
        return value;
    }

    /** The formula's weights, one a number of frozen blocks. */
    public List<Weights> weights() {
        return byFrozenBlocks;
    }

    /** How much of a micro-profile's departure lasts. */
    public double departureWeight() {
        return departureWeight;
    }

    /** How much of the last window's departure lasts. */
    public double historyWeight() {
        return historyWeight;
    }

    /** What the weights are multiplied with, in their order. */
    public static double[] features(double startErrors, double samplesSeen) {
        double samples = Math.log(Math.max(1, samplesSeen));
        return new double[] {
            1, Math.log(bounded(startErrors)), samples, Math.max(0, samples - Math.log(SATURATION))
        };
    }

    /**
     * Errors on the way of a retraining from those at its start to those planned for its end: the
     * way has this formula's form.
     *
     * @param samplesSeen so far
     * @param samples in all
     */
    public double onTheWay(
            int frozenBlocks, double start, double end, double samplesSeen, double samples) {
        double whole = start - errors(frozenBlocks, start, samples);
        double soFar = start - errors(frozenBlocks, start, samplesSeen);
        double part = whole > LEAST_GAIN ? soFar / whole : samplesSeen / samples;
        return bounded(start - Math.max(0, Math.min(1, part)) * (start - end));
    }

    /** Errors between {@value #LEAST_ERRORS} and 1. */
    public static double bounded(double errors) {
        return Math.max(LEAST_ERRORS, Math.min(1, errors));
    }

    /**
     * Errors after a retraining where nothing was seen to depart. Another number of frozen blocks
     * than is known takes the nearest.
     */
    public double errors(int frozenBlocks, double startErrors, double samplesSeen) {
        return errors(frozenBlocks, startErrors, samplesSeen, 0, 0);
    }

    /**
     * Errors after a retraining.
     *
     * @param departure of the micro-profile: mean of ln (seen / expected); 0 where none was seen
     * @param history of the retraining in the window before, in the same way
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
