/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Invariants of all policies on random problems. */
class PolicyInvariantsTest {

    private static final List<String> ALL =
            List.of(
                    "thief",
                    "thief(0.025)",
                    "thief-reuse",
                    "thief-published",
                    "exact",
                    "relay",
                    "relay-envelope",
                    "uniform(c1,0.5)",
                    "no-retraining",
                    "fixed-shares",
                    "fixed-config(c1)",
                    "upper-bound");

    @Property(tries = 300, seed = "3")
    void relayIsNeverBelowExactAndExactNeverBelowTheThief(
            @ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.medium(seed);

        double relay = accuracy("relay", problem);
        double exact = accuracy("exact", problem);

        assertThat(relay).isGreaterThanOrEqualTo(exact);
        for (String thief : List.of("thief", "thief(0.05)", "thief(0.0125)")) {
            assertThat(exact).isGreaterThanOrEqualTo(accuracy(thief, problem) - 1e-9);
        }
        assertThat(accuracy("upper-bound", problem)).isGreaterThanOrEqualTo(relay - 1e-9);
    }

    @Property(tries = 200, seed = "4")
    void floorsHavePriorityOverTheMean(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.withFloor(RandomProblems.medium(seed), 0.35);

        Plan relay = Policies.named("relay").plan(problem);
        Plan exact = Policies.named("exact").plan(problem);
        Plan thief = Policies.named("thief").plan(problem);

        assertThat(relay.belowFloor().size()).isLessThanOrEqualTo(exact.belowFloor().size());
        assertThat(exact.belowFloor().size()).isLessThanOrEqualTo(thief.belowFloor().size());
        if (relay.belowFloor().size() == exact.belowFloor().size()) {
            assertThat(relay.estimatedAccuracy())
                    .isGreaterThanOrEqualTo(exact.estimatedAccuracy() - 1e-12);
        }
        if (exact.belowFloor().size() == thief.belowFloor().size()) {
            assertThat(exact.estimatedAccuracy())
                    .isGreaterThanOrEqualTo(thief.estimatedAccuracy() - 1e-9);
        }
    }

    @Property(tries = 150, seed = "5")
    void sharesAreNonNegativeAndWithinTheGpusAndRetrainingsWithinOneGpu(
            @ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem =
                seed % 2 == 0 ? RandomProblems.medium(seed) : RandomProblems.small(seed);
        for (String name : ALL) {
            Plan plan = Policies.named(name).plan(problem);
            assertThat(plan.phases()).isNotEmpty();
            assertThat(plan.phases().get(0).startSeconds()).isZero();
            assertThat(plan.phases())
                    .extracting(Plan.Phase::startSeconds)
                    .isSorted()
                    .allMatch(start -> start < problem.windowSeconds());
            for (Plan.Phase phase : plan.phases()) {
                double sum = 0;
                for (Plan.Share share : phase.cameras()) {
                    assertThat(share.inferenceShare()).as(name).isNotNegative();
                    assertThat(share.retrainingShare()).as(name).isBetween(0.0, 1.0);
                    assertThat(share.retraining().isPresent())
                            .as(name)
                            .isEqualTo(share.retrainingShare() > 0);
                    sum += share.inferenceShare() + share.retrainingShare();
                }
                assertThat(sum).as(name).isLessThanOrEqualTo(problem.gpus() + 1e-9);
            }
        }
    }

    @Property(tries = 100, seed = "6")
    void theSameProblemGivesTheSamePlan(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.medium(seed);
        for (String name : ALL) {
            assertThat(Policies.named(name).plan(problem))
                    .isEqualTo(Policies.named(name).plan(problem));
        }
    }

    @Property(tries = 100, seed = "7")
    void theCamerasOrderDoesNotChangeTheValue(
            @ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.medium(seed);
        List<CameraProfile> shuffled = new ArrayList<>(problem.cameras());
        Collections.shuffle(shuffled, new Random(seed));
        for (String name : ALL) {
            Plan plan = Policies.named(name).plan(problem.withCameras(shuffled));
            assertThat(plan.estimatedAccuracy())
                    .as(name)
                    .isCloseTo(accuracy(name, problem), within(1e-12));
            assertThat(plan.phases().get(0).cameras())
                    .extracting(Plan.Share::id)
                    .isEqualTo(shuffled.stream().map(CameraProfile::id).toList());
        }
    }

    @Property(tries = 100, seed = "8")
    void replansAfterEveryCompletionUntilTheWindowEnds(
            @ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        for (String name : ALL) {
            SchedulingProblem left = RandomProblems.medium(seed);
            Plan plan = Policies.named(name).plan(left);
            int rounds = 0;
            while (plan.phases().size() > 1) {
                Decision decision = Decision.of(left, plan);
                assertThat(decision.secondsToNextEnd())
                        .as(name)
                        .isCloseTo(plan.phases().get(1).startSeconds(), within(1e-6));
                left = decision.after(plan.phases().get(1).startSeconds());
                for (CameraProfile camera : left.cameras()) {
                    if (camera.running().filter(r -> r.remainingGpuSeconds() < 1e-6).isPresent()) {
                        left = left.withStudent(camera.id(), camera.running().get().accuracy());
                    }
                }
                plan = Policies.named(name).plan(left);
                assertThat(++rounds).as(name).isLessThan(100);
            }
        }
    }

    private static double accuracy(String policy, SchedulingProblem problem) {
        return Policies.named(policy).plan(problem).estimatedAccuracy();
    }
}
