/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Creates random problems from a seed, with inference and retraining options in the paper's ranges.
 */
final class RandomProblems {

    private RandomProblems() {}

    /** Up to three cameras, a few quanta, sometimes a floor and running jobs. */
    static SchedulingProblem small(long seed) {
        Random random = new Random(seed);
        int perGpu = 2 + random.nextInt(4);
        int quanta = 1 + random.nextInt(6);
        int cameras = 1 + random.nextInt(3);
        return new SchedulingProblem(
                quanta / (double) perGpu,
                1.0 / perGpu,
                50 + random.nextInt(150),
                random.nextBoolean() ? 0 : random.nextDouble() * 0.6,
                0,
                random.nextInt(3) == 0 ? random.nextInt(200) : 0,
                IntStream.range(0, cameras).mapToObj(c -> camera(random, c, 3, 3)).toList());
    }

    /** Two to eight cameras with many options on a given grid; no floor. */
    static SchedulingProblem medium(long seed) {
        Random random = new Random(seed);
        int cameras = 2 + random.nextInt(7);
        double gpus = List.of(0.5, 1.0, 2.0, 4.0).get(random.nextInt(4));
        return new SchedulingProblem(
                gpus,
                0,
                200,
                0,
                0,
                0,
                IntStream.range(0, cameras).mapToObj(c -> camera(random, c, 8, 10)).toList());
    }

    /** Many cameras on the default grid; no floor. */
    static SchedulingProblem large(long seed, int cameras, double gpus) {
        Random random = new Random(seed);
        return new SchedulingProblem(
                gpus,
                0,
                200,
                0,
                0,
                0,
                IntStream.range(0, cameras).mapToObj(c -> camera(random, c, 8, 10)).toList());
    }

    static SchedulingProblem withFloor(SchedulingProblem problem, double floor) {
        return new SchedulingProblem(
                problem.gpus(),
                problem.quantum(),
                problem.windowSeconds(),
                floor,
                problem.reservedShare(),
                problem.terminalSeconds(),
                problem.cameras());
    }

    private static CameraProfile camera(Random random, int index, int inference, int retraining) {
        double accuracy = 0.3 + 0.4 * random.nextDouble();
        List<CameraProfile.InferenceOption> options = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(inference); i++) {
            double gpus = 0.05 + 0.6 * random.nextDouble();
            double factor = Math.min(1, gpus * (1 + random.nextDouble()));
            options.add(new CameraProfile.InferenceOption("every" + (i + 1), gpus, factor));
        }
        List<CameraProfile.RetrainingOption> trainings = new ArrayList<>();
        for (int i = 0; i < random.nextInt(retraining + 1); i++) {
            trainings.add(
                    new CameraProfile.RetrainingOption(
                            "c" + i,
                            1 + 80 * random.nextDouble(),
                            Math.min(1, accuracy - 0.05 + 0.5 * random.nextDouble())));
        }
        Optional<CameraProfile.RunningRetraining> running =
                random.nextInt(3) == 0
                        ? Optional.of(
                                new CameraProfile.RunningRetraining(
                                        "running", 40 * random.nextDouble(), accuracy + 0.2))
                        : Optional.empty();
        Optional<SpeedCurve> speed =
                random.nextInt(4) == 0
                        ? Optional.of(
                                new SpeedCurve(
                                        List.of(
                                                new SpeedCurve.Point(
                                                        0.5, 0.5 + 0.3 * random.nextDouble()))))
                        : Optional.empty();
        return new CameraProfile("cam" + index, accuracy, options, trainings, running, speed);
    }
}
