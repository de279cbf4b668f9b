package io.ekya.bench.simulate;

/**
 * Under which conditions a trace is played.
 *
 * @param quantum of the grid all policies plan on, GPUs; 0 is the default grid
 * @param terminalSeconds what a student is worth beyond the window, in seconds of its accuracy
 * @param profiled whether policies see the trace's micro-profiles instead of the truth
 * @param error standard deviation of what is added to the accuracies policies see, 0..1
 */
public record SimulationSetting(
        double gpus,
        double quantum,
        double minAccuracy,
        double terminalSeconds,
        boolean profiled,
        double error) {

    /** True estimates, no floor, default grid. */
    public static SimulationSetting of(double gpus) {
        return new SimulationSetting(gpus, 0, 0, 0, false, 0);
    }

    /** The same on another grid. */
    public SimulationSetting withQuantum(double other) {
        return new SimulationSetting(gpus, other, minAccuracy, terminalSeconds, profiled, error);
    }
}
