/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayPolicyTest {
    private final Policy relay = Policies.named("relay");

    @Test
    void retrainsInOrderOfGainPerGpuSecond() {
        // 1 GPU for two jobs of 45 GPU-seconds: sequentially they end at 45 and 90 s, concurrently
        // both at 90. b gains 0.4, a 0.3.
        Plan plan = relay.plan(twoJobs(Optional.empty()));

        assertThat(retrained(plan, 0)).containsExactly("b");
        assertThat(plan.phases().get(1).startSeconds()).isEqualTo(45);
        assertThat(retrained(plan, 1)).containsExactly("a");
        assertThat(plan.phases().get(2).startSeconds()).isEqualTo(90);
    }

    @Test
    void retrainsConcurrentlyIfThatIsFaster() {
        // At half a GPU each goes at 0.9 of its full speed: both end at 50 s, not at 45 and 90.
        SpeedCurve curve = new SpeedCurve(List.of(new SpeedCurve.Point(0.5, 0.9)));

        Plan plan = relay.plan(twoJobs(Optional.of(curve)));

        assertThat(retrained(plan, 0)).containsExactlyInAnyOrder("a", "b");
        assertThat(plan.phases().get(1).startSeconds()).isEqualTo(50);
        Decision decision = Decision.of(twoJobs(Optional.of(curve)), plan);
        assertThat(decision.secondsToNextEnd()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "exact", "thief(0.05)", "thief-reuse(0.05)"})
    void continuesARunningJobThatIsNearlyDone(String policy) {
        SchedulingProblem problem = running(4, new RetrainingOption("new", 60, 0.85));

        Decision decision = Decision.of(problem, Policies.named(policy).plan(problem));

        Decision.Order order = decision.orders().get(0);
        assertThat(order.job().orElseThrow().id()).isEqualTo("old");
        assertThat(order.starts()).isFalse();
        SchedulingProblem later = decision.after(decision.secondsToNextEnd() / 2);
        assertThat(later.cameras().get(0).running().orElseThrow().remainingGpuSeconds())
                .isEqualTo(2);
        assertThat(later.cameras().get(0).retraining()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "exact", "thief(0.05)", "thief-reuse(0.05)"})
    void cancelsARunningJobForABetterOne(String policy) {
        SchedulingProblem problem = running(500, new RetrainingOption("new", 10, 0.85));

        Decision decision = Decision.of(problem, Policies.named(policy).plan(problem));

        assertThat(decision.orders().get(0).job().orElseThrow().id()).isEqualTo("new");
        assertThat(decision.orders().get(0).starts()).isTrue();
        SchedulingProblem later = decision.after(decision.secondsToNextEnd() / 2);
        assertThat(later.cameras().get(0).running().orElseThrow().id()).isEqualTo("new");
        assertThat(later.cameras().get(0).retraining()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64})
    void envelopesAreAtMostAFifthOfAPointBelowDynamicProgramming(int cameras) {
        for (double gpus : List.of(0.05, 0.1, 0.2)) {
            SchedulingProblem problem = RandomProblems.large(cameras, cameras, gpus * cameras);

            double table = relay.plan(problem).estimatedAccuracy();
            double envelope = Policies.named("relay-envelope").plan(problem).estimatedAccuracy();

            assertThat(envelope).as("%s GPUs", gpus * cameras).isGreaterThan(table - 0.002);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void plansThousandsOfDifferentCamerasBetterThanExact() {
        SchedulingProblem problem = RandomProblems.large(1, 2_500, 250);

        double exact = Policies.named("exact").plan(problem).estimatedAccuracy();
        double planned = relay.plan(problem).estimatedAccuracy();

        assertThat(planned).isGreaterThan(exact);
        assertThat(planned)
                .isLessThan(Policies.named("upper-bound").plan(problem).estimatedAccuracy());
    }

    private static List<String> retrained(Plan plan, int phase) {
        return plan.phases().get(phase).cameras().stream()
                .filter(share -> share.retraining().isPresent())
                .map(Plan.Share::id)
                .toList();
    }

    /** Inference needs 0.25 GPUs a camera, one GPU is left. */
    private static SchedulingProblem twoJobs(Optional<SpeedCurve> speed) {
        return new SchedulingProblem(
                1.5, 0.05, 200, 0, 0, 0, List.of(job("a", 0.8, speed), job("b", 0.9, speed)));
    }

    private static CameraProfile job(String id, double accuracy, Optional<SpeedCurve> speed) {
        return new CameraProfile(
                id,
                0.5,
                List.of(new InferenceOption("full", 0.25, 1)),
                List.of(new RetrainingOption("job", 45, accuracy)),
                Optional.empty(),
                speed);
    }

    private static SchedulingProblem running(double left, RetrainingOption other) {
        CameraProfile camera =
                new CameraProfile(
                        "a",
                        0.5,
                        List.of(new InferenceOption("full", 0.5, 1)),
                        List.of(other),
                        Optional.of(new CameraProfile.RunningRetraining("old", left, 0.8)));
        return new SchedulingProblem(1, 0.05, 100, 0, 0, 0, List.of(camera));
    }
}
