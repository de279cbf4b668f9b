/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates a problem and collects all violations, with keys as in the problem file. */
final class ProblemCheck {

    /**
     * Limit on the total number of quanta; a finer grid brings nothing and does not fit in memory.
     */
    private static final double MOST_QUANTA = 1_000_000;

    private static final double MOST_GPUS = 100_000;

    private final List<String> problems = new ArrayList<>();

    private ProblemCheck() {}

    static List<String> of(SchedulingProblem problem) {
        ProblemCheck check = new ProblemCheck();
        check.site(problem);
        check.cameras(problem.cameras());
        return List.copyOf(check.problems);
    }

    private void site(SchedulingProblem p) {
        atLeastZero("gpus", p.gpus(), "give the number of GPUs, such as 1 or 0.5");
        if (p.gpus() > MOST_GPUS) {
            add("gpus", "at most 100000", p.gpus(), "split the site");
        }
        atLeastZero(
                "reservedShare", p.reservedShare(), "give the GPUs reserved for labelling, or 0");
        if (p.reservedShare() > p.gpus()) {
            add("reservedShare", "at most gpus, " + p.gpus(), p.reservedShare(), "reserve less");
        }
        if (!(p.windowSeconds() > 0 && Double.isFinite(p.windowSeconds()))) {
            add(
                    "windowSeconds",
                    "a number above 0",
                    p.windowSeconds(),
                    "give the remaining seconds of the window, such as 200");
        }
        fraction("minAccuracy", p.minAccuracy(), "use 0 for no floor");
        atLeastZero(
                "terminalSeconds",
                p.terminalSeconds(),
                "use 0 to ignore the time after the window");
        quantum(p);
    }

    private void quantum(SchedulingProblem p) {
        double quantum = p.quantum();
        if (quantum == 0) {
            return;
        }
        double steps = 1 / quantum;
        if (!(quantum > 0 && quantum <= 1) || Math.abs(steps - Math.rint(steps)) > 1e-6 * steps) {
            add("quantum", "0 (the default grid) or divide 1.0 evenly", quantum, nearby(quantum));
        } else if (p.gpus() / quantum > MOST_QUANTA) {
            add("quantum", "at least gpus / 1000000", quantum, "use a coarser one, or 0");
        }
    }

    private static String nearby(double quantum) {
        if (!(quantum > 0 && quantum <= 1)) {
            return "use 0.1, 0.05 or 0.025";
        }
        long steps = (long) Math.floor(1 / quantum);
        return "use %s or %s".formatted(1.0 / steps, 1.0 / (steps + 1));
    }

    private void cameras(List<CameraProfile> cameras) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < cameras.size(); i++) {
            CameraProfile camera = cameras.get(i);
            String key = "cameras[" + i + "]";
            id(key, camera.id(), ids);
            camera(camera.id().isBlank() ? key : "camera " + camera.id(), camera);
        }
    }

    private void camera(String key, CameraProfile camera) {
        fraction(key + ": accuracy", camera.accuracy(), "give its student's accuracy");
        Set<String> inference = new HashSet<>();
        for (int i = 0; i < camera.inference().size(); i++) {
            CameraProfile.InferenceOption option = camera.inference().get(i);
            String at = key + ": inference[" + i + "]";
            id(at, option.id(), inference);
            atLeastZero(at + ".gpus", option.gpus(), "give the GPUs it needs to keep up");
            fraction(at + ".accuracyFactor", option.accuracyFactor(), "1 keeps all accuracy");
        }
        Set<String> retraining = new HashSet<>();
        for (int i = 0; i < camera.retraining().size(); i++) {
            CameraProfile.RetrainingOption option = camera.retraining().get(i);
            String at = key + ": retraining[" + i + "]";
            id(at, option.id(), retraining);
            atLeastZero(
                    at + ".gpuSeconds", option.gpuSeconds(), "give its seconds on one whole GPU");
            fraction(at + ".accuracy", option.accuracy(), "give the accuracy it reaches");
        }
        camera.running()
                .ifPresent(
                        running -> {
                            String at = key + ": running";
                            id(at, running.id(), new HashSet<>());
                            atLeastZero(
                                    at + ".remainingGpuSeconds",
                                    running.remainingGpuSeconds(),
                                    "give the remaining seconds on one whole GPU");
                            fraction(
                                    at + ".accuracy",
                                    running.accuracy(),
                                    "give the accuracy it reaches");
                        });
        camera.speed().ifPresent(curve -> speed(key + ": speed", curve));
    }

    private void speed(String key, SpeedCurve curve) {
        SpeedCurve.Point before = new SpeedCurve.Point(0, 0);
        for (int i = 0; i < curve.points().size(); i++) {
            SpeedCurve.Point point = curve.points().get(i);
            String at = key + "[" + i + "]";
            fraction(at + ".share", point.share(), "shares are of one GPU");
            fraction(at + ".speed", point.speed(), "1 is the speed of a whole GPU");
            if (point.share() < before.share() || point.speed() < before.speed()) {
                problems.add(
                        ("%s must increase in share and not decrease in speed, but goes from %s "
                                        + "to %s; sort the points")
                                .formatted(at, before, point));
            }
            before = point;
        }
    }

    private void id(String key, String id, Set<String> seen) {
        if (id.isBlank()) {
            problems.add(key + ".id must not be blank; give it a name");
        } else if (!seen.add(id)) {
            problems.add(
                    "%s.id must be unique, but %s occurs twice; rename one".formatted(key, id));
        }
    }

    private void atLeastZero(String key, double value, String fix) {
        if (!(value >= 0 && Double.isFinite(value))) {
            add(key, "a number of at least 0", value, fix);
        }
    }

    private void fraction(String key, double value, String fix) {
        if (!(value >= 0 && value <= 1)) {
            add(key, "between 0 and 1", value, fix);
        }
    }

    private void add(String key, String rule, double value, String fix) {
        problems.add("%s must be %s, but is %s; %s".formatted(key, rule, value, fix));
    }
}
