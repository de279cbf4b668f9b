/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * An upper bound: every window has the best student that any training could have produced,
 * immediately and without cost.
 */
record UpperBoundContender() implements Contender {

    @Override
    public String name() {
        return "upper-bound";
    }

    @Override
    public PlayedTrace play(Trace trace, SimulationSetting setting) {
        TraceStudents students = new TraceStudents(trace);
        List<Double> accuracies = new ArrayList<>();
        for (int w = 0; w < trace.windows(); w++) {
            double[] best = new double[trace.cameras().size()];
            for (int c = 0; c < best.length; c++) {
                best[c] = students.bestAccuracy(c, w);
            }
            accuracies.add(FreeStudents.accuracy(trace, setting, w, best));
        }
        return new PlayedTrace(accuracies, List.of(), 0);
    }
}
