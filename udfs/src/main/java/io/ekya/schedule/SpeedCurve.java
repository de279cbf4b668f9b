package io.ekya.schedule;

import java.util.List;

/**
 * How fast a retraining goes at a share of one GPU, measured: {@code speed 1} is the whole GPU.
 * Between the points, from (0, 0) and up to (1, 1) it is linear. A concave curve means that two
 * jobs side by side are truly faster than one after the other.
 *
 * @param points by rising share; speeds may not fall
 */
public record SpeedCurve(List<Point> points) {

    /** At {@code share} of one GPU, 0..1, the job goes at {@code speed}, 0..1 of the full one. */
    public record Point(double share, double speed) {}

    public SpeedCurve {
        points = List.copyOf(points);
    }

    /** Speed at a share of one GPU; more than one GPU is no faster. */
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
