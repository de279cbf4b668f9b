/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.List;

/**
 * The results of training and inference for some cameras over some windows, independent of the
 * scheduling policy. Training always starts from a fixed chain of reference students, not from a
 * policy's current student, so one look-up (window trained in, configuration, window) serves every
 * policy.
 *
 * @param cameras all with the same number of windows
 */
public record Trace(Header header, List<Camera> cameras) {

    /** Format of the trace files. */
    public static final String FORMAT = "ekya-trace-1";

    /**
     * The origin of a trace.
     *
     * @param source description of its origin
     * @param machine machine on which GPU-seconds were measured
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
     * @param initialAccuracy accuracy of the initial student on every window
     */
    public record Camera(String id, List<Double> initialAccuracy, List<Window> windows) {
        public Camera {
            initialAccuracy = List.copyOf(initialAccuracy);
            windows = List.copyOf(windows);
        }
    }

    /**
     * The options of one window.
     *
     * @param labellingSeconds time from the window's start until its labels are available
     */
    public record Window(
            double labellingSeconds, List<Inference> inference, List<Training> training) {
        public Window {
            inference = List.copyOf(inference);
            training = List.copyOf(training);
        }
    }

    /** An inference configuration: GPUs needed to keep up, and its accuracy factor, 0..1. */
    public record Inference(String id, double gpus, double factor) {}

    /**
     * A retraining that can be started in a window.
     *
     * @param estimatedAccuracy estimated by the micro-profile for the window it is started in
     * @param accuracy of the new student on the window it is started in and on all later ones
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

    /** Returns the number of windows. */
    public int windows() {
        return cameras.isEmpty() ? 0 : cameras.get(0).windows().size();
    }

    /** Returns a trace of the first {@code streams} cameras. */
    public Trace first(int streams) {
        return new Trace(header, cameras.subList(0, Math.min(streams, cameras.size())));
    }
}
