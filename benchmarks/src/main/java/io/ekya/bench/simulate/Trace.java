package io.ekya.bench.simulate;

import java.util.List;

/**
 * What training and inference would bring for some cameras over some windows, whoever schedules
 * them. Training always starts from a fixed chain of reference students, not from what a policy
 * happens to have, so one look-up (window trained in, configuration, window) serves every policy.
 *
 * @param cameras all with the same number of windows
 */
public record Trace(Header header, List<Camera> cameras) {

    /** Format of files this code reads and writes. */
    public static final String FORMAT = "ekya-trace-1";

    /**
     * Where a trace comes from.
     *
     * @param source how it was made, in words
     * @param machine on which GPU-seconds were measured
     * @param windowSeconds length of every window
     * @param checksum SHA-256 of the cameras as canonical JSON
     */
    public record Header(
            String format,
            String source,
            long seed,
            String machine,
            double windowSeconds,
            String checksum) {}

    /**
     * One camera.
     *
     * @param initialAccuracy of the student it begins with, on every window
     */
    public record Camera(String id, List<Double> initialAccuracy, List<Window> windows) {
        public Camera {
            initialAccuracy = List.copyOf(initialAccuracy);
            windows = List.copyOf(windows);
        }
    }

    /**
     * What one window offers.
     *
     * @param labellingSeconds after the window's start until its labels can be trained on
     */
    public record Window(
            double labellingSeconds, List<Inference> inference, List<Training> training) {
        public Window {
            inference = List.copyOf(inference);
            training = List.copyOf(training);
        }
    }

    /** GPUs needed to keep up, and what is left of the student's accuracy. */
    public record Inference(String id, double gpus, double factor) {}

    /**
     * A retraining that may be started in a window.
     *
     * @param estimatedAccuracy the micro-profile's, for the window it is started in
     * @param accuracy of the student it makes, on the window it is started in and on all later ones
     * @param epochs accuracy after each epoch on the window it is started in; may be empty
     */
    public record Training(
            String configuration,
            double gpuSeconds,
            double estimatedAccuracy,
            List<Double> accuracy,
            List<Double> epochs) {
        public Training {
            accuracy = List.copyOf(accuracy);
            epochs = List.copyOf(epochs);
        }
    }

    public Trace {
        cameras = List.copyOf(cameras);
    }

    /** Number of windows. */
    public int windows() {
        return cameras.isEmpty() ? 0 : cameras.get(0).windows().size();
    }

    /** The same with the first cameras only. */
    public Trace first(int streams) {
        return new Trace(header, cameras.subList(0, Math.min(streams, cameras.size())));
    }
}
