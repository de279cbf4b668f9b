/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.Policies;
import io.ekya.schedule.SchedulingProblem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricedBoundTest {

    @Test
    void isTightIfOneCameraHasEnoughGpuTime() {
        // Inference takes 0.5 of 2 GPUs, so the job of 40 GPU-seconds has a whole one: 40 s at 0.5,
        // 60 s at 0.9. The price of GPU time is 0.
        CameraProfile camera =
                new CameraProfile(
                        "a",
                        0.5,
                        List.of(new InferenceOption("full", 0.5, 1)),
                        List.of(new RetrainingOption("c", 40, 0.9)),
                        Optional.empty());

        assertThat(PricedBound.of(new SchedulingProblem(2, 0.1, 100, 0, 0, 0, List.of(camera))))
                .isCloseTo((40 * 0.5 + 60 * 0.9) / 100, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 4, 8, 16})
    void isAboveEveryPlan(double gpus) {
        for (long seed = 1; seed <= 4; seed++) {
            int cameras = 2 + (int) seed * 2;
            SchedulingProblem problem =
                    TraceProblem.first(
                            TraceGenerator.generate(seed, cameras, 1, 200),
                            SimulationSetting.of(gpus).withQuantum(1.0 / 320));

            double bound = PricedBound.of(problem);

            for (String policy : List.of("thief", "thief-published", "exact", "relay")) {
                assertThat(bound)
                        .as(policy)
                        .isGreaterThanOrEqualTo(
                                Policies.named(policy).plan(problem).estimatedAccuracy() - 1e-9);
            }
        }
    }

    @Test
    void poolsIncreasingPrices() {
        double[] prices = {3, 1, 2, 6};
        PricedBound.makeNonIncreasing(prices);
        assertThat(prices).containsExactly(3, 3, 3, 3);

        double[] falling = {3, 1, 2, 0};
        PricedBound.makeNonIncreasing(falling);
        assertThat(falling).containsExactly(3, 1.5, 1.5, 0);
    }
}
