/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.SchedulingProblem;
import io.ekya.sidecar.api.ProfileResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemBuilderTest {
    private static final long WINDOW = 5;
    private static final long START = 500_000;

    private final SiteRules rules = SitePlannerTest.rules(false);
    private final ProblemBuilder problems = new ProblemBuilder(rules);

    private static ProfileResult profile(double accuracy) {
        return new ProfileResult(
                START,
                "sha",
                accuracy,
                100,
                Map.of(),
                List.of(new ProfileResult.Option("short", 4, 0.7)),
                1,
                Map.of());
    }

    private static SiteState site(CameraState camera) {
        return new SiteState(
                new SiteState.Epoch(1, 0, "j", 100_000), WINDOW, START, false, 0, List.of(camera));
    }

    private CameraProfile planned(CameraState camera) {
        return problems.build(site(camera), START).cameras().get(0);
    }

    @Test
    void assumesAMediumAccuracyForACameraWithoutLabelsAndHistory() {
        CameraState unknown = CameraState.unknown("a", 0.2);
        assertThat(unknown.known().accuracy()).isNull();
        assertThat(planned(unknown).accuracy()).isEqualTo(ProblemBuilder.UNKNOWN_ACCURACY);
    }

    @Test
    void takesAMeasuredAccuracyOfZeroAsItIs() {
        CameraState worthless = CameraState.unknown("a", 0.2).profiled(WINDOW - 1, profile(0));
        assertThat(planned(worthless).accuracy()).isZero();
    }

    @Test
    void keepsTheLastKnownAccuracyIfAProfileKnowsNone() {
        CameraState camera =
                CameraState.unknown("a", 0.2)
                        .profiled(WINDOW - 2, profile(0.8))
                        .profiled(WINDOW - 1, profile(Double.NaN));
        assertThat(planned(camera).accuracy()).isEqualTo(0.8);
    }

    @Test
    void offersRetrainingsOnLabelsOfThePreviousWindowOnly() {
        CameraState camera = CameraState.unknown("a", 0.2);
        assertThat(planned(camera).retraining()).as("no profile").isEmpty();
        assertThat(planned(camera.profiled(WINDOW - 2, profile(0.5))).retraining())
                .as("an older profile")
                .isEmpty();
        assertThat(planned(camera.profiled(WINDOW - 1, profile(0.5))).retraining())
                .containsExactly(new RetrainingOption("short", 4, 0.7));
    }

    @Test
    void assumesThatFullRateAndResolutionJustFitUntilDemandsAreMeasured() {
        CameraState camera = CameraState.unknown("a", 0.2);
        assertThat(planned(camera).inference().get(0).gpus())
                .isCloseTo(rules.firstInference(), within(1e-9));
        assertThat(
                        planned(camera.withDemands(Map.of("n1", 0.15, "n4", 0.04)))
                                .inference()
                                .get(0)
                                .gpus())
                .isEqualTo(0.15);
    }

    @Test
    void reservesTimeForLateProfiles() {
        SchedulingProblem late = problems.build(site(CameraState.unknown("a", 0.2)), START);
        SchedulingProblem complete =
                problems.build(
                        site(CameraState.unknown("a", 0.2).profiled(WINDOW - 1, profile(0.5))),
                        START);
        assertThat(complete.reservedShare()).isCloseTo(rules.labelling(), within(1e-9));
        assertThat(late.reservedShare())
                .isCloseTo(rules.labelling() + rules.lateProfiling(), within(1e-9));
    }
}
