/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static io.ekya.schedule.TestingProblems.camera;
import static io.ekya.schedule.TestingProblems.option;
import static io.ekya.schedule.TestingProblems.problem;
import static io.ekya.schedule.TestingProblems.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.schedule.CameraProfile.RunningRetraining;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UniformPolicyTest {
    private final Policy uniform = new UniformPolicy("uniform(job,0.4)", "job", 0.4);

    @Test
    void splitsEachCamerasPartByTheFixedFraction() {
        Plan plan =
                uniform.plan(
                        problem(
                                2,
                                camera("a", 0.2, option("job", 30, 0.9)),
                                camera("b", 0.2, option("job", 30, 0.9))));

        assertShares(plan, 0, "job", 0.4, 0.6);
        assertShares(plan, 1, "job", 0.4, 0.6);
    }

    @Test
    void spreadsTheTrainingShareOfACameraWithoutTheConfiguration() {
        Plan plan =
                uniform.plan(
                        problem(
                                2,
                                camera("a", 0.2, option("job", 30, 0.9)),
                                camera("b", 0.2, option("other", 1, 0.95))));

        // b's 6 training quanta go to three jobs, 2 each: 4 + 2, 6 + 2, 4 + 2.
        assertShares(plan, 0, "job", 0.6, 0.8);
        assertShares(plan, 1, null, 0.6, 0);
    }

    @Test
    void continuesARunningRetrainingOfAnotherConfiguration() {
        Plan plan =
                uniform.plan(problem(1, running("a", 0.2, new RunningRetraining("old", 6, 0.9))));

        assertShares(plan, 0, "old", 0.4, 0.6);
        // 6 GPU-seconds at 0.6 GPU; then inference gets everything.
        assertThat(plan.phases().get(1).startSeconds()).isCloseTo(10, within(1e-9));
        assertThat(plan.phases().get(1).cameras().get(0).inferenceShare()).isEqualTo(1);
    }

    @Test
    void needsMicroProfilesOfItsConfigurationOnly() {
        assertThat(uniform.mayUse("job")).isTrue();
        assertThat(uniform.mayUse("other")).isFalse();
    }

    private static void assertShares(
            Plan plan, int camera, @Nullable String job, double inference, double training) {
        Plan.Share share = plan.phases().get(0).cameras().get(camera);
        assertThat(share.retraining().orElse(null)).isEqualTo(job);
        assertThat(share.inferenceShare()).isCloseTo(inference, within(1e-9));
        assertThat(share.retrainingShare()).isCloseTo(training, within(1e-9));
    }
}
