package io.ekya.bench.simulate;

import io.ekya.bench.simulate.TraceStudents.Student;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper's alternative of keeping students instead of retraining them: of the ones made in the
 * first half of the trace, with the costliest configuration and for free, each camera serves the
 * one that was best on the window before.
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
