/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tries every split of every constant total share. Written directly from the definition,
 * independently of the code under test.
 */
final class BruteForce {

    /** Returns the best (cameras below floor, objective) of all plans with constant shares. */
    record Best(int below, double objective) {
        boolean betterThan(Best other) {
            return below != other.below ? below < other.below : objective > other.objective;
        }
    }

    private final SchedulingProblem problem;
    private final int quanta;
    private final int perGpu;
    private final List<List<List<Best>>> perCamera = new ArrayList<>();

    private BruteForce(SchedulingProblem problem) {
        this.problem = problem;
        this.perGpu = (int) Math.round(1 / problem.quantum());
        this.quanta = (int) Math.floor(problem.gpus() * perGpu + 1e-9);
        for (CameraProfile camera : problem.cameras()) {
            List<List<Best>> byTotal = new ArrayList<>();
            for (int total = 0; total <= quanta; total++) {
                byTotal.add(outcomes(camera, total));
            }
            perCamera.add(byTotal);
        }
    }

    static Best of(SchedulingProblem problem) {
        BruteForce all = new BruteForce(problem);
        Best sum = all.from(0, all.quanta);
        double seconds = problem.windowSeconds() * problem.cameras().size();
        return new Best(sum.below, sum.objective / seconds);
    }

    private Best from(int camera, int left) {
        if (camera == perCamera.size()) {
            return new Best(0, 0);
        }
        @Nullable Best best = null;
        for (int total = 0; total <= left; total++) {
            Best rest = from(camera + 1, left - total);
            for (Best mine : perCamera.get(camera).get(total)) {
                Best sum = new Best(mine.below + rest.below, mine.objective + rest.objective);
                best = best == null || sum.betterThan(best) ? sum : best;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Every way to use exactly {@code total} quanta. */
    private List<Best> outcomes(CameraProfile camera, int total) {
        List<Best> outcomes = new ArrayList<>();
        double floor = Math.min(problem.minAccuracy(), camera.accuracy() * factor(camera, quanta));
        for (int training = 0; training <= Math.min(total, perGpu); training++) {
            double now = camera.accuracy() * factor(camera, total - training);
            outcomes.add(
                    new Best(
                            now < floor - 1e-9 ? 1 : 0,
                            now * problem.windowSeconds()
                                    + camera.accuracy() * problem.terminalSeconds()));
            for (CameraProfile.RetrainingOption option : camera.retraining()) {
                add(outcomes, camera, total, training, floor, option);
            }
            int share = training;
            camera.running()
                    .map(
                            r ->
                                    new CameraProfile.RetrainingOption(
                                            r.id(), r.remainingGpuSeconds(), r.accuracy()))
                    .ifPresent(option -> add(outcomes, camera, total, share, floor, option));
        }
        return outcomes;
    }

    private void add(
            List<Best> outcomes,
            CameraProfile camera,
            int total,
            int training,
            double floor,
            CameraProfile.RetrainingOption option) {
        double share = training / (double) perGpu;
        double speed = camera.speed().map(curve -> curve.at(share)).orElse(share);
        double seconds = option.gpuSeconds() / speed;
        if (training == 0 || seconds > problem.windowSeconds()) {
            return;
        }
        double before = camera.accuracy() * factor(camera, total - training);
        double after = option.accuracy() * factor(camera, total);
        boolean below = before < floor - 1e-9 || after < floor - 1e-9;
        outcomes.add(
                new Best(
                        below ? 1 : 0,
                        before * seconds
                                + after * (problem.windowSeconds() - seconds)
                                + option.accuracy() * problem.terminalSeconds()));
    }

    private double factor(CameraProfile camera, int share) {
        double best = 0;
        for (CameraProfile.InferenceOption option : camera.inference()) {
            if (Math.ceil(option.gpus() * perGpu - 1e-6) <= share) {
                best = Math.max(best, option.accuracyFactor());
            }
        }
        return best;
    }
}
