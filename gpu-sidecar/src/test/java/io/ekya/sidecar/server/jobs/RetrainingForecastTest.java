/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Weights;
import io.ekya.profile.InterimDepartures;
import io.ekya.sidecar.server.jobs.RetrainingForecast.Observation;
import io.ekya.sidecar.server.jobs.RetrainingForecast.Revision;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RetrainingForecastTest {
    private static final double WHOLE = 3_000;

    /**
     * Errors fall with the square root of the samples up to 2,000 samples: from e = 0.4 at the
     * start to e1 after 1,000 samples and to e2 = e1 / sqrt(2) after 2,000, where (e - e1) is three
     * quarters of (e - e2).
     */
    private static final GainPrior PRIOR =
            new GainPrior(
                    List.of(
                            new Weights(
                                    0,
                                    Math.log(0.25 / (Math.sqrt(2) - 0.75) * Math.sqrt(2_000)),
                                    1,
                                    -0.5,
                                    0.5)),
                    0,
                    0);

    /** Of a deviation by a factor, its square root remains at the end. */
    private static final List<InterimDepartures> DEPARTURES =
            List.of(new InterimDepartures(0, 0.5), new InterimDepartures(0, 0.5));

    /** From 60 % to 80 % in 10 s. */
    private final RetrainingForecast forecast =
            new RetrainingForecast(PRIOR, DEPARTURES, 0, WHOLE, 0.8, OptionalDouble.of(10));

    /** An evaluation after a third of the samples; the serving student has 60 %. */
    private static Observation evaluation(double accuracy, double spent, double remaining) {
        return new Observation(0, 1_000, 0.6, accuracy, spent, remaining);
    }

    @Test
    void smallDifferencesDoNotDeviate() {
        // 60 % plus three quarters of 20 percentage points
        assertThat(forecast.compare(evaluation(0.75, 3.3, 6.7)).deviates()).isFalse();
        assertThat(forecast.compare(evaluation(0.75 - 0.05, 3.3, 6.7)).deviates()).isFalse();
        assertThat(forecast.compare(evaluation(0.75 + 0.05, 3.3, 6.7)).deviates()).isFalse();
        assertThat(forecast.compare(evaluation(0.75, 4, 8)).deviates()).isFalse();
    }

    @Test
    void aChangeOfTheFinalAccuracyByThreePointsDeviates() {
        Revision worse = forecast.compare(evaluation(0.65, 3.3, 6.7));
        assertThat(worse.deviates()).isTrue();
        assertThat(worse.before()).isCloseTo(0.8, within(1e-9));
        // Errors of 0.35 instead of 0.25: a factor of 1.4, of which the square root remains.
        assertThat(worse.after()).isCloseTo(1 - Math.sqrt(1.4) * 0.2, within(1e-9));
        assertThat(worse.reason())
                .isEqualTo("65.0 % where 75.0 % is usual, 10.0 GPU-seconds in all where 10.0 were");
        assertThat(forecast.compare(evaluation(0.85, 3.3, 6.7)).after())
                .as("in the other direction")
                .isCloseTo(1 - Math.sqrt(0.6) * 0.2, within(1e-9));
    }

    @Test
    void correctsTheBiasOfAnInterimEvaluation() {
        // At this evaluation, errors are typically 1.5 times those on the curve.
        InterimDepartures first = new InterimDepartures(-0.5 * Math.log(1.5), 0.5);
        RetrainingForecast biased =
                new RetrainingForecast(PRIOR, List.of(first), 0, WHOLE, 0.8, OptionalDouble.of(10));
        Revision revision = biased.compare(evaluation(1 - 1.5 * 0.25, 3.3, 6.7));
        assertThat(revision.deviates()).isFalse();
        assertThat(revision.after()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void aChangeOfTheCostByAQuarterDeviates() {
        assertThat(forecast.compare(evaluation(0.75, 4.3, 8.3)).deviates()).isTrue();
        assertThat(forecast.compare(evaluation(0.75, 2.5, 4.9)).deviates()).isTrue();
    }

    @Test
    void ignoresTheCostWithoutAProfile() {
        RetrainingForecast withoutCost =
                new RetrainingForecast(PRIOR, DEPARTURES, 0, WHOLE, 0.8, OptionalDouble.empty());
        Revision revision = withoutCost.compare(evaluation(0.75, 400, 800));
        assertThat(revision.deviates()).isFalse();
        assertThat(revision.reason()).isEqualTo("75.0 % where 75.0 % is usual");
    }

    @Test
    void comparesWithTheLastAcceptedRevision() {
        forecast.accept(forecast.compare(evaluation(0.65, 5, 10)));
        // 31 % errors instead of 20 %: with its square root, about the revision that was accepted.
        Observation later = new Observation(1, 2_000, 0.6, 0.69, 10, 5);
        Revision second = forecast.compare(later);
        assertThat(second.deviates()).isFalse();
        assertThat(second.before()).isCloseTo(1 - Math.sqrt(1.4) * 0.2, within(1e-9));
    }

    @Test
    void neverExpectsMoreThanPerfectAccuracy() {
        Revision perfect = forecast.compare(evaluation(1, 3.3, 6.7));
        assertThat(perfect.deviates()).isTrue();
        assertThat(perfect.after()).isBetween(0.9, 1.0);
    }
}
