/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

/**
 * The conditions of a simulation.
 *
 * @param quantum granularity of shares, in GPUs; 0 is the default grid
 * @param terminalSeconds weight of a student's accuracy after the window, in seconds
 * @param profiled whether policies see the trace's micro-profiles instead of true accuracies
 * @param error standard deviation of the error added to the accuracies that policies see, 0..1
 */
public record SimulationSetting(
        double gpus,
        double quantum,
        double minAccuracy,
        double terminalSeconds,
        boolean profiled,
        double error) {

    /** Returns a setting with true accuracies, no floor and the default grid. */
    public static SimulationSetting of(double gpus) {
        return new SimulationSetting(gpus, 0, 0, 0, false, 0);
    }

    /** Returns a copy with another grid. */
    public SimulationSetting withQuantum(double other) {
        return new SimulationSetting(gpus, other, minAccuracy, terminalSeconds, profiled, error);
    }
}
