/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static io.ekya.schedule.TestingProblems.camera;
import static io.ekya.schedule.TestingProblems.option;
import static io.ekya.schedule.TestingProblems.problem;
import static io.ekya.schedule.TestingProblems.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.schedule.CameraProfile.RunningRetraining;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private final SchedulingProblem problem =
            problem(
                    2,
                    camera("new", 0.5, option("job", 30, 0.9), option("other", 10, 0.7)),
                    running("old", 0.5, new RunningRetraining("job", 20, 0.8)));

    @Test
    void startsANewRetrainingAndContinuesARunningOne() {
        Decision decision = Decision.of(problem, phase("job", 0.5, "job", 0.25));

        assertThat(decision.orders())
                .extracting(Decision.Order::starts)
                .containsExactly(true, false);
        // 30 / 0.5 = 60 s and 20 / 0.25 = 80 s
        assertThat(decision.orders())
                .extracting(Decision.Order::secondsToEnd)
                .containsExactly(60.0, 80.0);
        assertThat(decision.secondsToNextEnd()).isEqualTo(60);
        assertThat(decision.accuracy()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void returnsTheRemainingProblem() {
        SchedulingProblem later = Decision.of(problem, phase("job", 0.5, "job", 0.25)).after(40);

        assertThat(later.windowSeconds()).isEqualTo(60);
        // 30 - 40 · 0.5 and 20 - 40 · 0.25; a camera starts at most one retraining per window.
        assertThat(later.cameras().get(0).running())
                .contains(new RunningRetraining("job", 10, 0.9));
        assertThat(later.cameras().get(0).retraining()).isEmpty();
        assertThat(later.cameras().get(1).running())
                .contains(new RunningRetraining("job", 10, 0.8));
    }

    @Test
    void dropsARunningRetrainingWithoutAnOrder() {
        Decision decision = Decision.of(problem, phase("job", 0.5, null, 0));

        assertThat(decision.orders().get(1).secondsToEnd()).isInfinite();
        assertThat(decision.after(1).cameras().get(1).running()).isEmpty();
        assertThat(decision.after(1).cameras().get(0).retraining()).isEmpty();
    }

    @Test
    void pausesARunningRetrainingThatThePlanContinuesLater() {
        Plan plan =
                new Plan(
                        "relay",
                        List.of(phase("job", 0.5, null, 0), phase(null, 0, "job", 0.5)),
                        0.8,
                        List.of());
        Decision decision = Decision.of(problem, plan);

        assertThat(decision.orders().get(1))
                .returns(0.0, Decision.Order::retrainingShare)
                .returns(false, Decision.Order::starts)
                .returns(Double.POSITIVE_INFINITY, Decision.Order::secondsToEnd);
        assertThat(decision.after(40).cameras().get(1).running())
                .as("none of its work is lost or done")
                .contains(new RunningRetraining("job", 20, 0.8));
        assertThat(decision.secondsToNextEnd()).isEqualTo(60);
    }

    @Test
    void ignoresRetrainingsThatHaveEndedSinceThePlan() {
        SchedulingProblem ended = problem.withStudent("old", 0.8);

        Decision decision = Decision.of(ended, phase("job", 0.5, "job", 0.25));

        assertThat(decision.orders().get(1).job()).isEmpty();
        assertThat(decision.orders().get(1).retrainingShare()).isZero();
        // (0.5 + 0.8) / 2
        assertThat(decision.accuracy()).isCloseTo(0.65, within(1e-12));
    }

    @Test
    void rejectsAPhaseThatOmitsACamera() {
        Plan.Phase phase = new Plan.Phase(0, List.of(share("new", "job", 0.5)));

        assertThatThrownBy(() -> Decision.of(problem, phase))
                .hasMessage("the plan omits camera old");
    }

    @Test
    void rejectsTimesBeyondTheWindow() {
        Decision decision = Decision.of(problem, phase("job", 0.5, "job", 0.25));

        assertThatThrownBy(() -> decision.after(100))
                .hasMessageContaining("less than the remaining 100.0, but are 100.0");
        assertThatThrownBy(() -> decision.after(-1)).hasMessageContaining("but are -1.0");
    }

    private static Plan.Phase phase(
            @Nullable String first, double a, @Nullable String second, double b) {
        return new Plan.Phase(0, List.of(share("new", first, a), share("old", second, b)));
    }

    private static Plan.Share share(String camera, @Nullable String job, double training) {
        return new Plan.Share(camera, Optional.of("full"), 0.5, Optional.ofNullable(job), training);
    }
}
