/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranks crops of one class so that the mean feature of every prefix approximates the class mean
 * (Rebuffi et al., iCaRL, CVPR '17, algorithm 4). Features are normalised to unit length.
 */
final class Herding {
    private Herding() {}

    /**
     * Returns the best indices, best first; ties go to the earlier index.
     *
     * @param indices of the class's crops
     * @param features of all crops, [crops][features]
     * @param most maximum number of indices to return
     */
    static List<Integer> rank(List<Integer> indices, float[][] features, int most) {
        if (indices.isEmpty() || most < 1) {
            return List.of();
        }
        List<double[]> points = indices.stream().map(p -> unit(features[p])).toList();
        double[] mean = new double[points.get(0).length];
        for (double[] point : points) {
            add(mean, point, 1.0 / points.size());
        }
        double[] sum = new double[mean.length];
        boolean[] taken = new boolean[points.size()];
        List<Integer> ranked = new ArrayList<>();
        while (ranked.size() < Math.min(most, points.size())) {
            int best = nearest(points, taken, mean, sum, ranked.size() + 1);
            taken[best] = true;
            add(sum, points.get(best), 1);
            ranked.add(indices.get(best));
        }
        return ranked;
    }

    /** Returns the point that, added to those taken, brings the mean closest to the class mean. */
    private static int nearest(
            List<double[]> points, boolean[] taken, double[] mean, double[] sum, int count) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            double distance = 0;
            for (int d = 0; d < mean.length && !taken[i]; d++) {
                double gap = mean[d] - (sum[d] + points.get(i)[d]) / count;
                distance += gap * gap;
            }
            if (!taken[i] && (best < 0 || distance < least)) {
                best = i;
                least = distance;
            }
        }
        return best;
    }

    private static double[] unit(float[] feature) {
        double square = 0;
        for (float v : feature) {
            square += (double) v * v;
        }
        double length = square > 0 ? Math.sqrt(square) : 1;
        double[] unit = new double[feature.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = feature[i] / length;
        }
        return unit;
    }

    private static void add(double[] sum, double[] point, double factor) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += factor * point[d];
        }
    }
}
