/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.infer.InferenceConfiguration;
import io.ekya.job.record.Allocation;
import io.ekya.schedule.Decision;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import io.ekya.schedule.SpeedCurve;
import io.ekya.schedule.SpeedCurve.Point;
import io.ekya.sidecar.api.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job's planning at a window's start and at the ends of retrainings. */
class SitePlannerTest {
    private static final long START = 1_000_000;
    private static final long WINDOW = 4;

    private static final SiteRules RULES = rules(false);

    /** Two jobs side by side do more than one after the other. */
    private static final SpeedCurve CONCAVE =
            new SpeedCurve(List.of(new Point(0.25, 0.5), new Point(0.5, 0.8), new Point(1, 1)));

    static SiteRules rules(boolean again) {
        return new SiteRules(
                "site",
                List.of("a", "b", "c"),
                1,
                0.1,
                0.05,
                0,
                0,
                100,
                10,
                32,
                List.of(
                        new InferenceConfiguration("n1", 1, 32),
                        new InferenceConfiguration("n4", 4, 32)),
                List.of(),
                again,
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "thief", "thief-reuse", "exact", "uniform(long,0.5)"})
    void replansAtCompletionsAsTheSimulatorDoes(String name) {
        replans(RULES, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "thief", "exact"})
    void replansWithAMeasuredSpeedAsTheSimulatorDoes(String name) {
        replans(RULES.withSpeed(Optional.of(CONCAVE)), name);
    }

    @Test
    void aProblemCarriesTheMeasuredSpeed() {
        ProblemBuilder measured = new ProblemBuilder(RULES.withSpeed(Optional.of(CONCAVE)));
        assertThat(measured.build(site(), START).cameras())
                .allSatisfy(c -> assertThat(c.speed()).contains(CONCAVE));
        assertThat(new ProblemBuilder(RULES).build(site(), START).cameras())
                .allSatisfy(c -> assertThat(c.speed()).isEmpty());
    }

    private static void replans(SiteRules rules, String name) {
        ProblemBuilder problems = new ProblemBuilder(rules);
        Policy policy = Policies.named(name);
        SitePlanner planner = new SitePlanner(rules, policy);
        SiteState site = site();
        long now = START;
        SchedulingProblem simulated = problems.build(site, now);
        int ends = 0;
        while (true) {
            Decision decision = Decision.of(simulated, policy.plan(simulated));
            SitePlanner.Allocated allocated = planner.plan(site, now, "test");
            assertSame(decision, allocated.allocations());
            site = allocated.site();
            long millis = (long) Math.ceil(1000 * decision.secondsToNextEnd());
            if (!(millis / 1000.0 < simulated.windowSeconds())) {
                break;
            }
            now += millis;
            simulated = decision.after(millis / 1000.0);
            for (Decision.Order order : decision.orders()) {
                if (order.secondsToEnd() * 1000 <= millis) {
                    double reached = order.job().orElseThrow().accuracy();
                    simulated = simulated.withStudent(order.camera(), reached);
                    site =
                            site.with(
                                    camera(site, order.camera())
                                            .withAccuracy(reached)
                                            .ended(List.of()));
                    ends++;
                }
            }
            assertThat(problems.build(site, now).cameras())
                    .usingRecursiveComparison()
                    .withComparatorForType(SitePlannerTest::nearly, Double.class)
                    .isEqualTo(simulated.cameras());
        }
        assertThat(ends).isPositive();
    }

    @Test
    void startsARetrainingOnceAndThenContinuesIt() {
        SitePlanner planner = new SitePlanner(RULES, Policies.named("exact"));

        SitePlanner.Allocated first = planner.plan(site(), START, "window");
        Allocation started = first.allocations().get(0);
        assertThat(started.retraining())
                .isNotNull()
                .returns(true, Allocation.RetrainingShare::starts)
                .returns(WINDOW - 1, Allocation.RetrainingShare::trainingWindow);

        SiteState confirmed = first.site();
        for (CameraState camera : first.site().cameras()) {
            ActiveRetraining retraining = camera.running();
            if (retraining != null) {
                confirmed = confirmed.with(camera.withRunning(retraining.confirm()));
            }
        }
        Allocation later = planner.plan(confirmed, START + 1000, "completion").allocations().get(0);
        assertThat(later.retraining())
                .isNotNull()
                .returns(false, Allocation.RetrainingShare::starts)
                .matches(r -> r.isSame(started.retraining()));
        assertThat(later.revision()).isEqualTo(started.revision() + 1);
    }

    private static void assertSame(Decision decision, List<Allocation> allocations) {
        for (int c = 0; c < allocations.size(); c++) {
            Decision.Order order = decision.orders().get(c);
            Allocation allocation = allocations.get(c);
            assertThat(allocation.camera()).isEqualTo(order.camera());
            assertThat(allocation.inference().configuration())
                    .isEqualTo(order.inferenceOption().orElse("n4"));
            assertThat(allocation.inference().share()).isEqualTo(order.inferenceShare());
            assertThat(Optional.ofNullable(allocation.retraining()).map(r -> r.configuration()))
                    .isEqualTo(order.job().map(job -> job.id()));
            assertThat(allocation.retrainingShare()).isEqualTo(order.retrainingShare());
        }
    }

    private static int nearly(double a, double b) {
        return Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b);
    }

    private static CameraState camera(SiteState site, String id) {
        return site.cameras().stream().filter(c -> c.camera().equals(id)).findFirst().orElseThrow();
    }

    private static SiteState site() {
        List<CameraState> cameras = new ArrayList<>();
        for (String id : RULES.cameras()) {
            double lost = 0.05 * cameras.size();
            ProfileResult profile =
                    new ProfileResult(
                            START,
                            "sha",
                            0.6 - lost,
                            100,
                            Map.of("n1", 1.0, "n4", 0.8),
                            List.of(
                                    new ProfileResult.Option("short", 4, 0.7),
                                    new ProfileResult.Option("long", 12, 0.8)),
                            1,
                            Map.of());
            cameras.add(
                    CameraState.unknown(id, 0.2)
                            .profiled(WINDOW - 1, profile)
                            .withDemands(Map.of("n1", 0.2, "n4", 0.05)));
        }
        return new SiteState(
                new SiteState.Epoch(1, 0, "j", 100_000), WINDOW, START, false, 0, cameras);
    }
}
