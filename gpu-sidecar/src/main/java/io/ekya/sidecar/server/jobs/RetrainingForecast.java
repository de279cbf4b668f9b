/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.profile.GainPrior;
import io.ekya.profile.InterimDepartures;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Compares the expected accuracy and cost of a retraining with its interim evaluations (Ekya, NSDI
 * '22, section 4.3, reaction to wrong estimates). On its way from the start accuracy to the one
 * that is expected, accuracy follows the usual form of learning curves ({@link GainPrior}); how
 * much of a departure from that will be there at the end was measured ({@link InterimDepartures}).
 */
final class RetrainingForecast {
    /** A larger change of the accuracy at the end causes a new plan, 0..1. */
    static final double ACCURACY_TOLERANCE = 0.03;

    /** A larger relative change of the cost causes a new plan. */
    static final double TIME_TOLERANCE = 0.25;

    private final GainPrior prior;
    private final List<InterimDepartures> looks;
    private final int frozenBlocks;
    private final double samples;
    private final double accuracy;
    private double startAccuracy = Double.NaN;
    private double factor = 1;
    private double seconds;

    /**
     * @param looks effect of a deviation at each interim evaluation on the end
     * @param frozenBlocks of the student, from its input on
     * @param samples crops times epochs
     * @param accuracy at the end, 0..1
     * @param seconds device-busy, of all of it; empty where nothing was said
     */
    RetrainingForecast(
            GainPrior prior,
            List<InterimDepartures> looks,
            int frozenBlocks,
            double samples,
            double accuracy,
            OptionalDouble seconds) {
        this.prior = prior;
        this.looks = looks;
        this.frozenBlocks = frozenBlocks;
        this.samples = samples;
        this.accuracy = accuracy;
        this.seconds = seconds.orElse(Double.NaN);
    }

    /**
     * Measurements at an interim evaluation.
     *
     * @param look number of the evaluation, from 0
     * @param samplesSeen by then
     * @param servingAccuracy of the student that serves, 0..1
     * @param accuracy of the student in training on the same labels, 0..1
     * @param spentSeconds device-busy, so far
     * @param remainingSeconds device-busy, from now on
     */
    record Observation(
            int look,
            double samplesSeen,
            double servingAccuracy,
            double accuracy,
            double spentSeconds,
            double remainingSeconds) {}

    /**
     * The forecast after an observation.
     *
     * @param deviates whether it differs too much from the previous forecast
     * @param before accuracy expected at the end until now, 0..1
     * @param after accuracy to be expected at the end from now on, 0..1
     * @param factor of the errors that were planned with
     * @param seconds device-busy, of all of it
     * @param reason in words
     */
    record Revision(
            boolean deviates,
            double before,
            double after,
            double factor,
            double seconds,
            String reason) {}

    /** Compares; the forecast does not change until the revision is accepted. */
    Revision compare(Observation s) {
        if (Double.isNaN(startAccuracy)) {
            startAccuracy = s.servingAccuracy();
        }
        double planned =
                prior.interimErrors(
                        frozenBlocks, 1 - startAccuracy, 1 - accuracy, s.samplesSeen(), samples);
        double departure = Math.log(GainPrior.bounded(1 - s.accuracy()) / planned);
        double newFactor = looks.get(s.look()).factor(departure);
        double total = s.spentSeconds() + s.remainingSeconds();
        boolean inAccuracy = Math.abs(atEnd(newFactor) - atEnd(factor)) > ACCURACY_TOLERANCE;
        boolean inTime = Math.abs(total / seconds - 1) > TIME_TOLERANCE;
        return new Revision(
                inAccuracy || inTime,
                atEnd(factor),
                atEnd(newFactor),
                newFactor,
                total,
                words(s.accuracy(), 1 - planned, total));
    }

    /** Makes a revision the current forecast. */
    void accept(Revision revision) {
        factor = revision.factor();
        seconds = revision.seconds();
    }

    private double atEnd(double errorFactor) {
        return Math.max(0, 1 - errorFactor * (1 - accuracy));
    }

    private String words(double seen, double expected, double total) {
        String words =
                String.format(
                        Locale.ROOT, "%.1f %% where %.1f %% is usual", 100 * seen, 100 * expected);
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
