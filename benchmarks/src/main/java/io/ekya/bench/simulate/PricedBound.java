package io.ekya.bench.simulate;

import io.ekya.schedule.SchedulingProblem;
import java.util.Arrays;
import java.util.List;

/**
 * Accuracy that no plan of a window can pass, with retrainings costing what they cost; much nearer
 * than the bound of free retrainings. GPU time is given a price that may fall during the window; at
 * that price every camera plans for itself, as if there were no others. Whatever the prices, the
 * sum is at least what any plan reaches (Lagrangian relaxation of the number of GPUs); prices are
 * moved to where the cameras together want what there is, so that the bound comes down.
 *
 * <p>Floors are not looked at; retrainings are taken to go as fast as their share.
 */
final class PricedBound {
    private static final int ROUNDS = 400;
    private static final double FIRST_STEP = 0.3;
    private static final double SLOWER = 0.1;

    private final double gpus;
    private final double[] prices;
    private final double[] wanted;
    private final double length;
    private final List<PricedCamera> cameras;

    private PricedBound(SchedulingProblem problem) {
        this.gpus = Math.max(1e-9, problem.gpus() - problem.reservedShare());
        this.prices = new double[PricedCamera.SEGMENTS];
        this.wanted = new double[PricedCamera.SEGMENTS];
        this.length = problem.windowSeconds() / PricedCamera.SEGMENTS;
        this.cameras = problem.cameras().stream().map(c -> new PricedCamera(c, problem)).toList();
    }

    /** Mean over cameras and time, 0..1. */
    static double of(SchedulingProblem problem) {
        int cameras = problem.cameras().size();
        return cameras == 0
                ? 0
                : new PricedBound(problem).lowest() / (cameras * problem.windowSeconds());
    }

    /** Projected subgradient descent; every price met on the way gives a bound. */
    private double lowest() {
        double scale = 0.5 * cameras.size() / gpus;
        Arrays.fill(prices, scale);
        double lowest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            lowest = Math.min(lowest, bound());
            double step = FIRST_STEP * scale / (1 + SLOWER * round);
            for (int k = 0; k < prices.length; k++) {
                double missing = wanted[k] / length - gpus;
                prices[k] = Math.max(0, prices[k] + step * missing / gpus);
            }
            neverRising(prices);
        }
        return lowest;
    }

    private double bound() {
        Arrays.fill(wanted, 0);
        double sum = Arrays.stream(prices).sum() * gpus * length;
        for (PricedCamera camera : cameras) {
            sum += camera.best(prices, wanted);
        }
        return sum;
    }

    /** Pools neighbours that rise to their mean. */
    static void neverRising(double[] values) {
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
