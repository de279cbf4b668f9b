/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import java.util.List;

/**
 * CPU used by models over an interval of wall-clock time.
 *
 * @param jobModel CPU seconds per second (cores) in the job process
 * @param sidecarModel CPU seconds per second (cores) in the sidecar process
 * @param ratio model CPU / (gpus x elapsed)
 */
public record DeviceUse(double elapsedSeconds, double jobModel, double sidecarModel, double ratio) {

    /** Highest ratio within the budget; allows for measurement error and one mini-batch. */
    public static final double MAX_RATIO = 1.05;

    static final DeviceUse UNKNOWN = new DeviceUse(0, Double.NaN, Double.NaN, Double.NaN);

    /** Computes the use between two times from the nearest samples. */
    static DeviceUse between(List<DeviceSample> samples, long from, long to, double gpus) {
        DeviceSample first = nearest(samples, from);
        DeviceSample last = nearest(samples, to);
        double seconds = (last.timeMillis() - first.timeMillis()) / 1000.0;
        // Samples far from the ends of the interval describe another one.
        if (samples.size() < 2 || seconds < 0.8 * (to - from) / 1000.0) {
            return UNKNOWN;
        }
        double job = (last.jobModelSeconds() - first.jobModelSeconds()) / seconds;
        double sidecar = (last.sidecarModelSeconds() - first.sidecarModelSeconds()) / seconds;
        return new DeviceUse(seconds, job, sidecar, (job + sidecar) / gpus);
    }

    private static DeviceSample nearest(List<DeviceSample> samples, long time) {
        DeviceSample best = new DeviceSample(0, 0, 0, 0, 0);
        for (DeviceSample s : samples) {
            if (Math.abs(s.timeMillis() - time) <= Math.abs(best.timeMillis() - time)) {
                best = s;
            }
        }
        return best;
    }
}
