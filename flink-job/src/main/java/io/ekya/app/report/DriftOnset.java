/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.config.CameraConfig;
import io.ekya.synthetic.DriftPoint;
import java.util.List;

/** Finds the time at which the drift script of a camera departs from its initial conditions. */
final class DriftOnset {
    private DriftOnset() {}

    /**
     * Returns the onset of drift in seconds since the start of the camera, or infinity if there is
     * none. Drift sets in at the last point before light, weather or class mix differ strongly from
     * the first point: by three hours, by 0.2 of weather in total, or by any other mix.
     */
    static double seconds(CameraConfig camera) {
        List<DriftPoint> points = camera.drift();
        for (int i = 1; i < points.size(); i++) {
            if (difference(points.get(0), points.get(i)) >= 1) {
                return points.get(i - 1).atSeconds();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double difference(DriftPoint a, DriftPoint b) {
        double weather =
                Math.abs(a.rain() - b.rain())
                        + Math.abs(a.fog() - b.fog())
                        + Math.abs(a.snow() - b.snow());
        return Math.abs(a.hour() - b.hour()) / 3
                + weather / 0.2
                + (a.mix().equals(b.mix()) ? 0 : 1);
    }
}
