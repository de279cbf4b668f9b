/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The paper's worked example (Ekya, NSDI '22, section 3.2): two cameras, three GPUs, two
 * consecutive windows of 120 s. The students of the second window start from those of the first.
 */
class WorkedExampleTest {

    private record Config(String id, double gpuSeconds, double accuracy) {}

    private static final List<List<Config>> FIRST =
            List.of(
                    List.of(new Config("1", 85, 0.75), new Config("2", 65, 0.70)),
                    List.of(new Config("1", 80, 0.90), new Config("2", 50, 0.85)));
    private static final List<List<Config>> SECOND =
            List.of(
                    List.of(new Config("1", 90, 0.95), new Config("2", 40, 0.90)),
                    List.of(new Config("1", 80, 0.98), new Config("2", 70, 0.90)));

    @Test
    void uniformReachesThePapersAccuracy() {
        // Window 1: A 0.65·0.75·106.67 + 0.65·5 + 0.75·8.33 = 61.5, B 0.5·0.75·106.67 + 0.9·13.33
        // = 52; window 2: A 70.67, B 85.07; all over 120 s and 2 cameras: 0.561.
        assertThat(overBothWindows(Policies.named("uniform(1,0.5)")))
                .isCloseTo(0.561, within(1e-3));
    }

    @Test
    void exactReachesTheOptimumOfConstantShares() {
        assertThat(overBothWindows(Policies.named("exact"))).isCloseTo(0.7552, within(5e-4));
    }

    @Test
    void relayExceedsThePapersBetterScheduleAndTheExactPlanner() {
        assertThat(overBothWindows(Policies.named("relay"))).isGreaterThanOrEqualTo(0.760);
    }

    @Test
    void thiefStaysBelowTheExactPlanner() {
        assertThat(overBothWindows(Policies.named("thief(0.125)"))).isLessThanOrEqualTo(0.7557);
    }

    @Test
    void aBindingFloorCostsAsMuchAsByBruteForce() {
        // 1.25 GPUs, 100 s. A 0.5 -> 0.95 for 10 GPU-seconds, B 0.5; options 1/4 (0.6), 1/2 (1).
        // No floor: A 0 + 3/4 for 13.3 s, then 3/4: 86.7 x 0.95 = 82.3; B 1/2: 50; 0.66167.
        // Floor 0.4: A may not go to 0.3, so 1/2 + 1/4 for 40 s: 20 + 57 = 77; B 50; 0.635.
        SchedulingProblem free = floored(0);
        SchedulingProblem bound = floored(0.4);

        for (String policy : List.of("exact", "relay")) {
            Plan plan = Policies.named(policy).plan(bound);
            assertThat(plan.belowFloor()).isEmpty();
            assertThat(plan.estimatedAccuracy()).as(policy).isCloseTo(0.635, within(1e-9));
        }
        assertThat(BruteForce.of(bound).objective()).isCloseTo(0.635, within(1e-9));
        assertThat(BruteForce.of(bound).below()).isZero();
        assertThat(BruteForce.of(free).objective()).isCloseTo(0.66167, within(1e-5));
        assertThat(Policies.named("exact").plan(free).estimatedAccuracy())
                .isCloseTo(0.66167, within(1e-5));
        assertThat(Policies.named("relay").plan(free).estimatedAccuracy()).isGreaterThan(0.66166);
    }

    private static SchedulingProblem floored(double floor) {
        List<CameraProfile.InferenceOption> inference =
                List.of(
                        new CameraProfile.InferenceOption("half", 0.25, 0.6),
                        new CameraProfile.InferenceOption("full", 0.5, 1));
        return new SchedulingProblem(
                1.25,
                0.25,
                100,
                floor,
                0,
                0,
                List.of(
                        new CameraProfile(
                                "A",
                                0.5,
                                inference,
                                List.of(option(new Config("1", 10, 0.95))),
                                Optional.empty()),
                        new CameraProfile("B", 0.5, inference, List.of(), Optional.empty())));
    }

    private static double overBothWindows(Policy policy) {
        SchedulingProblem first = window(List.of(0.65, 0.50), FIRST);
        Plan plan = policy.plan(first);
        List<Double> reached = new ArrayList<>(List.of(0.65, 0.50));
        for (Plan.Phase phase : plan.phases()) {
            for (int c = 0; c < 2; c++) {
                int camera = c;
                phase.cameras()
                        .get(c)
                        .retraining()
                        .ifPresent(
                                id ->
                                        FIRST.get(camera).stream()
                                                .filter(config -> config.id.equals(id))
                                                .forEach(
                                                        config ->
                                                                reached.set(
                                                                        camera, config.accuracy)));
            }
        }
        Plan next = policy.plan(window(reached, SECOND));
        return (plan.estimatedAccuracy() + next.estimatedAccuracy()) / 2;
    }

    private static SchedulingProblem window(List<Double> accuracy, List<List<Config>> configs) {
        List<CameraProfile> cameras =
                IntStream.range(0, 2)
                        .mapToObj(
                                c ->
                                        new CameraProfile(
                                                c == 0 ? "A" : "B",
                                                accuracy.get(c),
                                                inference(),
                                                configs.get(c).stream()
                                                        .map(WorkedExampleTest::option)
                                                        .toList(),
                                                Optional.empty()))
                        .toList();
        return new SchedulingProblem(3, 0.125, 120, 0.40, 0, 0, cameras);
    }

    private static CameraProfile.RetrainingOption option(Config config) {
        return new CameraProfile.RetrainingOption(config.id, config.gpuSeconds, config.accuracy);
    }

    private static List<CameraProfile.InferenceOption> inference() {
        return IntStream.rangeClosed(1, 8)
                .mapToObj(k -> new CameraProfile.InferenceOption(k + "/8", k / 8.0, k / 8.0))
                .toList();
    }
}
