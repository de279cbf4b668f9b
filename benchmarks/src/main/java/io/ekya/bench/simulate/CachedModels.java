/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.bench.simulate.TraceStudents.Student;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper's alternative of reusing cached students instead of retraining: each camera serves the
 * student that was best on the previous window, among those trained at no cost with the costliest
 * configuration in the first half of the trace.
 */
record CachedModels() implements Contender {

    @Override
    public String name() {
        return "cached-model";
    }

    @Override
    public PlayedTrace play(Trace trace, SimulationSetting setting) {
        TraceStudents students = new TraceStudents(trace);
        List<Double> accuracies = new ArrayList<>();
        for (int w = 0; w < trace.windows(); w++) {
            double[] served = new double[trace.cameras().size()];
            for (int c = 0; c < served.length; c++) {
                served[c] = students.accuracy(c, chosen(trace, students, c, w), w);
            }
            accuracies.add(FreeStudents.accuracy(trace, setting, w, served));
        }
        return new PlayedTrace(accuracies, List.of(), 0);
    }

    private static Student chosen(Trace trace, TraceStudents students, int camera, int window) {
        Student best = Student.FIRST;
        if (window == 0) {
            return best;
        }
        for (int v = 0; v < Math.min(window, (trace.windows() + 1) / 2); v++) {
            Student cached = Costliest.student(trace, camera, v);
            if (students.accuracy(camera, cached, window - 1)
                    > students.accuracy(camera, best, window - 1)) {
                best = cached;
            }
        }
        return best;
    }
}
