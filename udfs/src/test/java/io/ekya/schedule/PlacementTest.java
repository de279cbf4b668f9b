/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void roundsDownPacksLargestFirstAndUsesTheRemainder() {
        // a: inference 0.3, retraining 0.7; b: inference 0.25, retraining 0.6; 2 GPUs, 1.85 used.
        // Rounded down 1/4, 1/2, 1/4, 1/2 = 1.5; half a GPU is left: a's retraining of 60
        // GPU-seconds ends at 60 instead of 120 s if it gets it, b's of 20 only at 20 instead of
        // 40.
        SchedulingProblem problem =
                new SchedulingProblem(
                        2,
                        0.05,
                        200,
                        0,
                        0,
                        0,
                        List.of(camera("a", 0.3, 60), camera("b", 0.25, 20)));
        Plan.Phase phase = new Plan.Phase(0, List.of(share("a", 0.3, 0.7), share("b", 0.25, 0.6)));

        Placement placement = Placement.of(Decision.of(problem, phase));

        assertThat(placement.jobs())
                .containsExactly(
                        new Placement.Job("a", true, 0, 1),
                        new Placement.Job("b", true, 1, 0.5),
                        new Placement.Job("a", false, 1, 0.25),
                        new Placement.Job("b", false, 1, 0.25));
        assertThat(placement.decision().orders().get(0).inferenceOption()).contains("half");
        assertThat(placement.decision().orders().get(1).inferenceOption()).contains("full");
    }

    @Property(tries = 200, seed = "11")
    void neverExceedsTheCapacityOfAGpu(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.medium(seed);
        Plan plan = Policies.named("relay").plan(problem);

        Placement placement = Placement.of(Decision.of(problem, plan));

        Map<Integer, Double> used = new HashMap<>();
        for (Placement.Job job : placement.jobs()) {
            double power = Math.log(job.share()) / Math.log(2);
            assertThat(power).isEqualTo(Math.rint(power)).isLessThanOrEqualTo(0);
            used.merge(job.gpu(), job.share(), Double::sum);
        }
        used.forEach(
                (gpu, sum) ->
                        assertThat(sum)
                                .isLessThanOrEqualTo(Math.min(1, problem.gpus() - gpu) + 1e-9));
    }

    @Property(tries = 60, seed = "12")
    void isAValidDecision(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.medium(seed);
        Policy policy = Policies.named("exact");

        double placed = WindowSimulation.accuracy(policy, problem, d -> Placement.of(d).decision());

        double bound = Policies.named("upper-bound").plan(problem).estimatedAccuracy();
        assertThat(placed).isBetween(0.0, bound + 1e-9);
    }

    private static Plan.Share share(String id, double inference, double retraining) {
        return new Plan.Share(id, Optional.of("full"), inference, Optional.of("job"), retraining);
    }

    private static CameraProfile camera(String id, double full, double gpuSeconds) {
        return new CameraProfile(
                id,
                0.5,
                List.of(
                        new InferenceOption("half", 0.15, 0.99),
                        new InferenceOption("full", full, 1)),
                List.of(new RetrainingOption("job", gpuSeconds, 0.8)),
                Optional.empty());
    }
}
