package io.ekya.app.report;

import io.ekya.job.config.CameraConfig;
import io.ekya.synthetic.DriftPoint;
import java.util.List;

/** When a camera's script leaves what it began with. */
public final class DriftOnset {
    private DriftOnset() {}

    /**
     * Seconds since the camera's beginning from which light, weather or class mix depart strongly
     * from the first point's; infinity where they never do. Three hours of daylight, 0.2 of any
     * weather or another mix are strong.
     */
    public static double seconds(CameraConfig camera) {
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
