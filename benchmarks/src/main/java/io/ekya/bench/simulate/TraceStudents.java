/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.HashMap;
import java.util.Map;

/** Looks up the accuracies of students in a trace. */
final class TraceStudents {

    /**
     * A student: trained in a window with a configuration, or the camera's initial one.
     *
     * @param window -1 for the initial student
     */
    record Student(int window, String configuration) {
        static final Student FIRST = new Student(-1, "");
    }

    private record Key(int camera, int window, String configuration) {}

    private final Trace trace;
    private final Map<Key, Trace.Training> trainings = new HashMap<>();

    TraceStudents(Trace trace) {
        this.trace = trace;
        for (int c = 0; c < trace.cameras().size(); c++) {
            for (int v = 0; v < trace.windows(); v++) {
                for (Trace.Training training : trace.cameras().get(c).windows().get(v).training()) {
                    trainings.put(new Key(c, v, training.configuration()), training);
                }
            }
        }
    }

    Trace.Training training(int camera, Student student) {
        Trace.Training training =
                trainings.get(new Key(camera, student.window, student.configuration));
        if (training == null) {
            throw new IllegalArgumentException(
                    "the trace of camera " + camera + " has no " + student);
        }
        return training;
    }

    /** Returns the accuracy of a camera's student on a window. */
    double accuracy(int camera, Student student, int window) {
        return student.window < 0
                ? trace.cameras().get(camera).initialAccuracy().get(window)
                : training(camera, student).accuracy().get(window - student.window);
    }

    /**
     * Returns the accuracy on a window of the best student that any training so far could have
     * produced.
     */
    double bestAccuracy(int camera, int window) {
        double best = accuracy(camera, Student.FIRST, window);
        for (int v = 0; v <= window; v++) {
            for (Trace.Training training :
                    trace.cameras().get(camera).windows().get(v).training()) {
                best = Math.max(best, training.accuracy().get(window - v));
            }
        }
        return best;
    }
}
