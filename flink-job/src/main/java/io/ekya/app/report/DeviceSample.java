/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

/**
 * CPU time of both processes since the start of the run as accounted by the operating system; a
 * line of device.jsonl. All times are in CPU seconds.
 *
 * @param timeMillis wall-clock time, milliseconds since the epoch
 * @param jobModelSeconds threads of the job process that run models: inference and teacher
 * @param sidecarModelSeconds threads of the sidecar process that run models: training and profiling
 * @param jobSeconds all threads of the job process
 * @param sidecarSeconds all threads of the sidecar process
 */
public record DeviceSample(
        long timeMillis,
        double jobModelSeconds,
        double sidecarModelSeconds,
        double jobSeconds,
        double sidecarSeconds) {

    /** CPU time of all model work of the site. */
    public double modelSeconds() {
        return jobModelSeconds + sidecarModelSeconds;
    }
}
