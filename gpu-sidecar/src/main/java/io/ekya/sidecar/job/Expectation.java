package io.ekya.sidecar.job;

import io.ekya.profile.GainPrior;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a retraining is expected to reach and to cost, held against what it shows on the way (Ekya,
 * NSDI '22, section 4.3, reaction to wrong estimates). On its way from the start accuracy to the
 * one that is expected, accuracy follows the usual form of learning curves ({@link GainPrior}).
 * Where errors differ from that by some factor on the way, they are taken to differ by it at the
 * end, too.
 */
final class Expectation {
    /** So much beyond the standard error of what is measured is a departure, 0..1. */
    static final double POINTS = 0.05;

    /** A departure in time, as a part of the time expected. */
    static final double TIME = 0.25;

    /** Where fewer errors than so many go away, the curve has no form. */
    private static final double LEAST_GAIN = 0.01;

    private final GainPrior prior;
    private final int frozenBlocks;
    private final double samples;
    private final double accuracy;
    private double startAccuracy = Double.NaN;
    private double factor = 1;
    private double seconds;

    /**
     * What was planned with.
     *
     * @param frozenBlocks of the student, from its input on
     * @param samples crops times epochs
     * @param accuracy at the end, 0..1
     * @param seconds device-busy, of all of it; empty where nothing was said
     */
    Expectation(
            GainPrior prior,
            int frozenBlocks,
            double samples,
            double accuracy,
            OptionalDouble seconds) {
        this.prior = prior;
        this.frozenBlocks = frozenBlocks;
        this.samples = samples;
        this.accuracy = accuracy;
        this.seconds = seconds.orElse(Double.NaN);
    }

    /**
     * What was seen on the way.
     *
     * @param samplesSeen by then
     * @param servingAccuracy of the student that serves, 0..1
     * @param accuracy of the student in training on the same labels, 0..1
     * @param judged how many labels those are
     * @param spentSeconds device-busy, so far
     * @param remainingSeconds device-busy, from now on
     */
    record Sight(
            double samplesSeen,
            double servingAccuracy,
            double accuracy,
            int judged,
            double spentSeconds,
            double remainingSeconds) {}

    /**
     * What a sight says.
     *
     * @param departs whether it is too far from what was expected
     * @param before accuracy expected at the end until now, 0..1
     * @param after accuracy to be expected at the end from now on, 0..1
     * @param factor of the errors that were planned with
     * @param seconds device-busy, of all of it
     * @param reason in words
     */
    record Revision(
            boolean departs,
            double before,
            double after,
            double factor,
            double seconds,
            String reason) {}

    /** Compares; nothing is expected otherwise until that is accepted. */
    Revision see(Sight s) {
        if (Double.isNaN(startAccuracy)) {
            startAccuracy = s.servingAccuracy();
        }
        double errors = GainPrior.bounded(1 - planned(s.samplesSeen()));
        double expected = fraction(1 - factor * errors);
        double newFactor = GainPrior.bounded(1 - s.accuracy()) / errors;
        double noise = Math.sqrt(expected * (1 - expected) / s.judged());
        double total = s.spentSeconds() + s.remainingSeconds();
        boolean inAccuracy = Math.abs(s.accuracy() - expected) > POINTS + noise;
        boolean inTime = Math.abs(total / seconds - 1) > TIME;
        return new Revision(
                inAccuracy || inTime,
                atEnd(factor),
                atEnd(newFactor),
                newFactor,
                total,
                words(s.accuracy(), expected, total));
    }

    /** Expects from now on what a sight said. */
    void accept(Revision revision) {
        factor = revision.factor();
        seconds = revision.seconds();
    }

    /** Accuracy on the way, as planned. */
    private double planned(double samplesSeen) {
        double start = 1 - startAccuracy;
        double whole = start - prior.errors(frozenBlocks, start, samples);
        double soFar = start - prior.errors(frozenBlocks, start, samplesSeen);
        double part = whole > LEAST_GAIN ? fraction(soFar / whole) : samplesSeen / samples;
        return startAccuracy + part * (accuracy - startAccuracy);
    }

    private double atEnd(double errorFactor) {
        return fraction(1 - errorFactor * (1 - accuracy));
    }

    private static double fraction(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private String words(double seen, double expected, double total) {
        String words =
                String.format(
                        Locale.ROOT,
                        "%.1f %% where %.1f %% was expected",
                        100 * seen,
                        100 * expected);
        return Double.isNaN(seconds)
                ? words
                : String.format(
                        Locale.ROOT,
                        "%s, %.1f GPU-seconds in all where %.1f were",
                        words,
                        total,
                        seconds);
    }
}
