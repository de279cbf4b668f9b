/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.bench.simulate.TraceStudents.Student;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Creates scheduling problems from a trace: the view of a policy. */
public final class TraceProblem {
    private static final String TRAINED_IN = "@";

    private final Trace trace;
    private final SimulationSetting setting;
    private final TraceStudents students;

    TraceProblem(Trace trace, SimulationSetting setting, TraceStudents students) {
        this.trace = trace;
        this.setting = setting;
        this.students = students;
    }

    /** Returns the problem of the whole first window, with all options and nothing running. */
    public static SchedulingProblem first(Trace trace, SimulationSetting setting) {
        int cameras = trace.cameras().size();
        return new TraceProblem(trace, setting, new TraceStudents(trace))
                .problem(
                        0,
                        trace.header().windowSeconds(),
                        Collections.nCopies(cameras, Student.FIRST),
                        Collections.nCopies(cameras, Optional.empty()),
                        true);
    }

    /**
     * Returns the problem of the rest of a window.
     *
     * @param labelled whether the window's labels are available, so that retrainings can start
     */
    SchedulingProblem problem(
            int window,
            double seconds,
            List<Student> serving,
            List<Optional<CameraProfile.RunningRetraining>> running,
            boolean labelled) {
        List<CameraProfile> cameras = new ArrayList<>();
        for (int c = 0; c < serving.size(); c++) {
            cameras.add(profile(c, window, serving.get(c), running.get(c), labelled));
        }
        return new SchedulingProblem(
                setting.gpus(),
                setting.quantum(),
                seconds,
                setting.minAccuracy(),
                0,
                setting.terminalSeconds(),
                cameras);
    }

    private CameraProfile profile(
            int c,
            int window,
            Student serving,
            Optional<CameraProfile.RunningRetraining> running,
            boolean labelled) {
        Trace.Window offered = trace.cameras().get(c).windows().get(window);
        return new CameraProfile(
                trace.cameras().get(c).id(),
                students.accuracy(c, serving, window),
                offered.inference().stream()
                        .map(i -> new CameraProfile.InferenceOption(i.id(), i.gpus(), i.factor()))
                        .toList(),
                labelled
                        ? offered.training().stream().map(t -> option(c, window, t)).toList()
                        : List.of(),
                running.map(
                        r ->
                                new CameraProfile.RunningRetraining(
                                        r.id(),
                                        r.remainingGpuSeconds(),
                                        estimated(c, window, student(r.id(), window)))));
    }

    private CameraProfile.RetrainingOption option(int camera, int window, Trace.Training training) {
        return new CameraProfile.RetrainingOption(
                training.configuration(),
                training.gpuSeconds(),
                estimated(camera, window, new Student(window, training.configuration())));
    }

    private double estimated(int camera, int window, Student student) {
        double accuracy =
                setting.profiled()
                        ? students.training(camera, student).estimatedAccuracy()
                        : students.accuracy(camera, student, window);
        if (setting.error() > 0) {
            long seed = trace.header().seed() * 31 + student.hashCode() * 1009L + camera;
            accuracy += setting.error() * new Random(seed).nextGaussian();
        }
        return Math.max(0, Math.min(1, accuracy));
    }

    /** Returns the id of a retraining that continues in a later window than it was started in. */
    static String carriedId(Student student) {
        return student.configuration() + TRAINED_IN + student.window();
    }

    /** Returns the student that a retraining produces. */
    static Student student(String id, int window) {
        int at = id.indexOf(TRAINED_IN);
        return at < 0
                ? new Student(window, id)
                : new Student(Integer.parseInt(id.substring(at + 1)), id.substring(0, at));
    }
}
