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
     * Errors fall with the root of the samples up to 2,000. Of errors e = 0.4 at the start, e1 are
     * left after 1,000 samples and e2 = e1 / sqrt(2) from 2,000 on, such that (e - e1) is three
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

    /** Of a departure, its root is there at the end. */
    private static final List<InterimDepartures> LOOKS =
            List.of(new InterimDepartures(0, 0.5), new InterimDepartures(0, 0.5));

    /** From 60 % to 80 % in 10 s. */
    private final RetrainingForecast expectation =
            new RetrainingForecast(PRIOR, LOOKS, 0, WHOLE, 0.8, OptionalDouble.of(10));

    /** After a third; a serving student of 60 %. */
    private static Observation sight(double accuracy, double spent, double remaining) {
        return new Observation(0, 1_000, 0.6, accuracy, spent, remaining);
    }

    @Test
    void aRetrainingThatGoesAsExpectedIsLeftAlone() {
        // 60 % and three quarters of the 20 points
        assertThat(expectation.compare(sight(0.75, 3.3, 6.7)).deviates()).isFalse();
        assertThat(expectation.compare(sight(0.75 - 0.05, 3.3, 6.7)).deviates()).isFalse();
        assertThat(expectation.compare(sight(0.75 + 0.05, 3.3, 6.7)).deviates()).isFalse();
        assertThat(expectation.compare(sight(0.75, 4, 8)).deviates()).isFalse();
    }

    @Test
    void whatMovesTheEndByMoreThanThreePointsIsADeparture() {
        Revision worse = expectation.compare(sight(0.65, 3.3, 6.7));
        assertThat(worse.deviates()).isTrue();
        assertThat(worse.before()).isCloseTo(0.8, within(1e-9));
        // errors of 0.35 where 0.25 were expected: 1.4 times, of which the root lasts
        assertThat(worse.after()).isCloseTo(1 - Math.sqrt(1.4) * 0.2, within(1e-9));
        assertThat(worse.reason())
                .isEqualTo("65.0 % where 75.0 % is usual, 10.0 GPU-seconds in all where 10.0 were");
        assertThat(expectation.compare(sight(0.85, 3.3, 6.7)).after())
                .as("and the other way round")
                .isCloseTo(1 - Math.sqrt(0.6) * 0.2, within(1e-9));
    }

    @Test
    void whatIsUsualInMidTrainingIsNoDeparture() {
        // at this look errors are usually one and a half of what the curve says
        InterimDepartures first = new InterimDepartures(-0.5 * Math.log(1.5), 0.5);
        RetrainingForecast used =
                new RetrainingForecast(PRIOR, List.of(first), 0, WHOLE, 0.8, OptionalDouble.of(10));
        Revision revision = used.compare(sight(1 - 1.5 * 0.25, 3.3, 6.7));
        assertThat(revision.deviates()).isFalse();
        assertThat(revision.after()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void moreThanAQuarterOfTheTimeIsADeparture() {
        assertThat(expectation.compare(sight(0.75, 4.3, 8.3)).deviates()).isTrue();
        assertThat(expectation.compare(sight(0.75, 2.5, 4.9)).deviates()).isTrue();
    }

    @Test
    void withoutAProfileTimeIsNotJudged() {
        RetrainingForecast timeless =
                new RetrainingForecast(PRIOR, LOOKS, 0, WHOLE, 0.8, OptionalDouble.empty());
        Revision revision = timeless.compare(sight(0.75, 400, 800));
        assertThat(revision.deviates()).isFalse();
        assertThat(revision.reason()).isEqualTo("75.0 % where 75.0 % is usual");
    }

    @Test
    void whatWasAcceptedIsWhatIsExpectedFromThenOn() {
        expectation.accept(expectation.compare(sight(0.65, 5, 10)));
        // 31 % errors where 20 % were planned: by its root, about what the first look said
        Observation later = new Observation(1, 2_000, 0.6, 0.69, 10, 5);
        Revision second = expectation.compare(later);
        assertThat(second.deviates()).isFalse();
        assertThat(second.before()).isCloseTo(1 - Math.sqrt(1.4) * 0.2, within(1e-9));
    }

    @Test
    void aStudentWithoutErrorsIsNotExpectedToBeMoreThanPerfect() {
        Revision perfect = expectation.compare(sight(1, 3.3, 6.7));
        assertThat(perfect.deviates()).isTrue();
        assertThat(perfect.after()).isBetween(0.9, 1.0);
    }
}
