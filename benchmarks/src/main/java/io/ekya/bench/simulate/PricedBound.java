/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.SchedulingProblem;
import java.util.Arrays;
import java.util.List;

/**
 * An upper bound on the accuracy of all plans of a window that includes the cost of retraining, and
 * is therefore much tighter than the bound with free retraining. GPU time has a price that does not
 * rise during the window, and each camera plans on its own at that price. For any prices the sum is
 * at least the value of any plan (Lagrangian relaxation of the number of GPUs); prices are adjusted
 * until demand matches the GPUs, which lowers the bound.
 *
 * <p>Floors are ignored; training speed is assumed to equal the share.
 */
final class PricedBound {
    private static final int ROUNDS = 400;
    private static final double FIRST_STEP = 0.3;
    private static final double SLOWER = 0.1;

    private final double gpus;
    private final double[] prices;
    private final double[] demand;
    private final double length;
    private final List<PricedCamera> cameras;

    private PricedBound(SchedulingProblem problem) {
        this.gpus = Math.max(1e-9, problem.gpus() - problem.reservedShare());
        this.prices = new double[PricedCamera.SEGMENTS];
        this.demand = new double[PricedCamera.SEGMENTS];
        this.length = problem.windowSeconds() / PricedCamera.SEGMENTS;
        this.cameras = problem.cameras().stream().map(c -> new PricedCamera(c, problem)).toList();
    }

    /** Returns the bound on the mean over cameras and time, 0..1. */
    static double of(SchedulingProblem problem) {
        int cameras = problem.cameras().size();
        return cameras == 0
                ? 0
                : new PricedBound(problem).lowest() / (cameras * problem.windowSeconds());
    }

    /**
     * Minimises the bound by projected subgradient descent; the prices of every step give a valid
     * bound.
     */
    private double lowest() {
        double scale = 0.5 * cameras.size() / gpus;
        Arrays.fill(prices, scale);
        double lowest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            lowest = Math.min(lowest, bound());
            double step = FIRST_STEP * scale / (1 + SLOWER * round);
            for (int k = 0; k < prices.length; k++) {
                double excess = demand[k] / length - gpus;
                prices[k] = Math.max(0, prices[k] + step * excess / gpus);
            }
            makeNonIncreasing(prices);
        }
        return lowest;
    }

    private double bound() {
        Arrays.fill(demand, 0);
        double sum = Arrays.stream(prices).sum() * gpus * length;
        for (PricedCamera camera : cameras) {
            sum += camera.best(prices, demand);
        }
        return sum;
    }

    /** Makes values non-increasing by pooling adjacent violators to their mean. */
    static void makeNonIncreasing(double[] values) {
        double[] mean = new double[values.length];
        int[] width = new int[values.length];
        int blocks = 0;
        for (double value : values) {
            mean[blocks] = value;
            width[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 1] > mean[blocks - 2]) {
                int all = width[blocks - 1] + width[blocks - 2];
                double sum =
                        mean[blocks - 1] * width[blocks - 1] + mean[blocks - 2] * width[blocks - 2];
                mean[blocks - 2] = sum / all;
                width[blocks - 2] = all;
                blocks--;
            }
        }
        int k = 0;
        for (int b = 0; b < blocks; b++) {
            Arrays.fill(values, k, k + width[b], mean[b]);
            k += width[b];
        }
    }
}
