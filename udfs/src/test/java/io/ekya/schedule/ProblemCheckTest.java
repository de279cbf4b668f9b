/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Degenerate problems yield a clear error or a sensible plan. */
class ProblemCheckTest {

    @Test
    void reportsAllProblemsAtOnce() {
        SchedulingProblem problem =
                new SchedulingProblem(
                        -1,
                        0.3,
                        Double.NaN,
                        1.5,
                        0,
                        -2,
                        List.of(
                                new CameraProfile(
                                        "a",
                                        Double.NaN,
                                        List.of(
                                                new CameraProfile.InferenceOption("i", -1, 2),
                                                new CameraProfile.InferenceOption("i", 1, 1)),
                                        List.of(
                                                new CameraProfile.RetrainingOption(
                                                        "c", Double.POSITIVE_INFINITY, -0.1)),
                                        Optional.of(
                                                new CameraProfile.RunningRetraining(
                                                        " ", Double.NaN, 3))),
                                camera("a")));

        InvalidProblemException error =
                catchThrowableOfType(
                        InvalidProblemException.class, () -> new ExactPolicy().plan(problem));

        assertThat(error.problems())
                .anySatisfy(
                        line -> assertThat(line).startsWith("gpus must be a number of at least 0"))
                .contains(
                        "quantum must be 0 (the default grid) or divide 1.0 evenly, but is 0.3;"
                                + " use 0.3333333333333333 or 0.25")
                .anySatisfy(line -> assertThat(line).startsWith("windowSeconds"))
                .anySatisfy(line -> assertThat(line).startsWith("minAccuracy"))
                .anySatisfy(line -> assertThat(line).startsWith("terminalSeconds"))
                .contains(
                        "camera a: accuracy must be between 0 and 1, but is NaN; give its "
                                + "student's accuracy")
                .anySatisfy(line -> assertThat(line).startsWith("camera a: inference[0].gpus"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("camera a: inference[0].accuracyFactor"))
                .contains(
                        "camera a: inference[1].id must be unique, but i occurs twice; rename one")
                .anySatisfy(
                        line -> assertThat(line).startsWith("camera a: retraining[0].gpuSeconds"))
                .anySatisfy(line -> assertThat(line).startsWith("camera a: retraining[0].accuracy"))
                .contains("camera a: running.id must not be blank; give it a name")
                .anySatisfy(line -> assertThat(line).startsWith("camera a: running.remaining"))
                .contains("cameras[1].id must be unique, but a occurs twice; rename one")
                .hasSize(16);
    }

    @Test
    void rejectsADecreasingSpeedCurve() {
        CameraProfile camera = camera("a");
        SpeedCurve falling =
                new SpeedCurve(
                        List.of(new SpeedCurve.Point(0.5, 0.8), new SpeedCurve.Point(0.7, 0.6)));
        SchedulingProblem problem =
                problem(
                        1,
                        List.of(
                                new CameraProfile(
                                        "a",
                                        camera.accuracy(),
                                        camera.inference(),
                                        camera.retraining(),
                                        Optional.empty(),
                                        Optional.of(falling))));

        assertThat(problem.problems())
                .singleElement()
                .asString()
                .contains("must increase in share");
    }

    @Test
    void rejectsAReservedShareAboveTheGpus() {
        SchedulingProblem problem = new SchedulingProblem(1, 0, 200, 0, 1.5, 0, List.of());

        assertThatThrownBy(() -> RelayPolicy.standard().plan(problem))
                .hasMessageContaining("reservedShare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thief",
                "thief-reuse",
                "thief-published",
                "exact",
                "relay",
                "relay-envelope",
                "uniform(c,0.5)",
                "no-retraining",
                "fixed-shares",
                "fixed-config(c)",
                "upper-bound"
            })
    void plansDegenerateProblems(String policy) {
        Policy planner = Policies.named(policy);

        Plan empty = planner.plan(problem(1, List.of()));
        assertThat(empty.phases()).hasSize(1);
        assertThat(empty.estimatedAccuracy()).isZero();

        Plan nothing =
                planner.plan(
                        problem(
                                1,
                                List.of(
                                        new CameraProfile(
                                                "a",
                                                0.5,
                                                List.of(),
                                                List.of(),
                                                Optional.empty()))));
        assertThat(nothing.phases().get(0).cameras().get(0).inferenceOption()).isEmpty();
        assertThat(nothing.estimatedAccuracy()).isZero();

        Plan starved = planner.plan(problem(0, List.of(camera("a"), camera("b"))));
        assertThat(starved.estimatedAccuracy()).isZero();
        assertThat(starved.belowFloor()).isEmpty();
    }

    @Test
    void listsTheCamerasWhoseFloorCannotBeKept() {
        // Two cameras, each needs 0.5 GPU to be at its floor; with 0.6 GPU only one can be.
        SchedulingProblem problem =
                new SchedulingProblem(0.6, 0.1, 200, 0.9, 0, 0, List.of(camera("a"), camera("b")));

        assertThat(new ExactPolicy().plan(problem).belowFloor()).hasSize(1);
        assertThat(RelayPolicy.standard().plan(problem).belowFloor()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "relay", "uniform(c,0.5)", "no-retraining", "upper-bound"})
    void plansTenThousandCameras(String policy) {
        List<CameraProfile> cameras = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> cameras.add(camera("cam" + i)));

        Plan plan = Policies.named(policy).plan(problem(1000, cameras));

        assertThat(plan.estimatedAccuracy()).isBetween(0.0, 1.0);
        assertThat(plan.phases().get(0).cameras()).hasSize(10_000);
    }

    @Test
    void thiefPoliciesRejectTenThousandCameras() {
        List<CameraProfile> cameras = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> cameras.add(camera("cam" + i)));

        assertThatThrownBy(() -> Policies.named("thief").plan(problem(100, cameras)))
                .hasMessageContaining("cameras must be at most")
                .hasMessageContaining("use relay or exact");
    }

    private static SchedulingProblem problem(double gpus, List<CameraProfile> cameras) {
        return new SchedulingProblem(gpus, 0, 200, 0, 0, 0, cameras);
    }

    private static CameraProfile camera(String id) {
        return new CameraProfile(
                id,
                0.5,
                List.of(
                        new CameraProfile.InferenceOption("every2", 0.25, 0.5),
                        new CameraProfile.InferenceOption("every1", 0.5, 1)),
                List.of(
                        new CameraProfile.RetrainingOption("c", 30, 0.7),
                        new CameraProfile.RetrainingOption("d", 60, 0.8)),
                Optional.empty());
    }
}
