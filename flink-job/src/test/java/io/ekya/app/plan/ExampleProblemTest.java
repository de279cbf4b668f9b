/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.SchedulingProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans {@code conf/problem.json}, the example of a problem file. */
class ExampleProblemTest {
    private static final Path FILE = Path.of("..", "conf", "problem.json");

    private final SchedulingProblem problem;

    ExampleProblemTest() throws IOException {
        problem = ProblemJson.read(Files.readString(FILE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay",
                "exact",
                "thief",
                "thief-reuse",
                "uniform(all-9ep,0.5)",
                "no-retraining"
            })
    void everyPolicyPlansTheExample(String policy) {
        Plan plan = Policies.named(policy).plan(problem);
        double bound = Policies.named("upper-bound").plan(problem).estimatedAccuracy();

        assertThat(plan.estimatedAccuracy()).isBetween(0.5, bound);
        assertThat(plan.phases()).isNotEmpty();
        for (Plan.Phase phase : plan.phases()) {
            assertThat(phase.cameras())
                    .extracting(Plan.Share::id)
                    .containsExactly("crossing", "school", "avenue", "depot");
            double allocated =
                    phase.cameras().stream()
                            .mapToDouble(s -> s.inferenceShare() + s.retrainingShare())
                            .sum();
            assertThat(allocated).isLessThanOrEqualTo(1 - 0.1 + 1e-9);
        }
    }

    @Test
    void policiesDifferOnTheExample() {
        assertThat(accuracy("relay")).isGreaterThanOrEqualTo(accuracy("exact"));
        assertThat(accuracy("exact"))
                .isGreaterThan(accuracy("uniform(all-9ep,0.5)") + 0.02)
                .isGreaterThan(accuracy("no-retraining") + 0.02);
    }

    @Test
    void theExampleHasEveryKindOfInput() {
        assertThat(problem.gpus()).isCloseTo(1, within(1e-9));
        assertThat(problem.cameras()).hasSize(4);
        assertThat(problem.cameras()).filteredOn(c -> c.running().isPresent()).hasSize(1);
        assertThat(problem.cameras()).filteredOn(c -> c.speed().isPresent()).hasSize(1);
    }

    private double accuracy(String policy) {
        return Policies.named(policy).plan(problem).estimatedAccuracy();
    }
}
