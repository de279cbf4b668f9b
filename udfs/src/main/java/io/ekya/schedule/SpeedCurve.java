/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * Measured training speed as a function of the share of one GPU, relative to the speed on the whole
 * GPU. Linear between the points, from (0, 0) to (1, 1). If the curve is concave, two concurrent
 * jobs are faster than two consecutive ones.
 *
 * @param points by increasing share; speeds must not decrease
 */
public record SpeedCurve(List<Point> points) {

    /**
     * One measurement: {@code share} of one GPU, 0..1, and {@code speed} relative to the whole GPU,
     * 0..1.
     */
    public record Point(double share, double speed) {}

    public SpeedCurve {
        points = List.copyOf(points);
    }

    /** Returns the speed at a share of one GPU; more than one GPU is no faster. */
    public double at(double share) {
        Point before = new Point(0, 0);
        for (Point point : points) {
            if (share <= point.share) {
                return between(before, point, share);
            }
            before = point;
        }
        return before.share < 1
                ? between(before, new Point(1, 1), Math.min(1, share))
                : before.speed;
    }

    private static double between(Point low, Point high, double share) {
        double width = high.share - low.share;
        double part = width <= 0 ? 1 : Math.max(0, share - low.share) / width;
        return low.speed + part * (high.speed - low.speed);
    }
}
