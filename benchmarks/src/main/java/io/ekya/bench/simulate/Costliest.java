/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.bench.simulate.TraceStudents.Student;
import java.util.Comparator;

/** Finds the student of the configuration with the highest cost. */
final class Costliest {
    private Costliest() {}

    static Student student(Trace trace, int camera, int window) {
        return trace.cameras().get(camera).windows().get(window).training().stream()
                .max(Comparator.comparingDouble(Trace.Training::gpuSeconds))
                .map(training -> new Student(window, training.configuration()))
                .orElse(Student.FIRST);
    }
}
