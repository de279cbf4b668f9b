/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import java.util.List;

/**
 * Measures the loss of accuracy when frames are skipped, on labelled bursts: each pair of frames of
 * a burst shows how accurate the predictions for the earlier frame still are on the later one, a
 * number of frames (the lag) later. If one frame in n is analysed, lags 0 to n - 1 are equally
 * frequent, so the accuracy factor is the mean over these lags of accuracy at the lag / accuracy at
 * lag 0.
 *
 * <p>Robust with little data: each measured lag is blended with a prior worth {@value
 * #PRIOR_REGIONS} regions; lags between measured ones are interpolated; beyond the last one the
 * curve decays as the prior does; and the curve never increases with the lag.
 */
public final class SkipLoss {
    /** Number of distinct lags; larger lags are not measured. */
    static final int LAGS = 64;

    /** Weight of the prior, in labelled regions. */
    static final double PRIOR_REGIONS = 8;

    /**
     * Relative accuracy that predictions retain per frame. The resulting factors for n = 2, 3, 5,
     * 10 are 0.83, 0.70, 0.52, 0.29, close to the mean of the paper's five cameras (0.81, 0.70,
     * 0.52, 0.19).
     */
    static final double PRIOR_DECAY = 0.66;

    private final double[] correct = new double[LAGS];
    private final double[] seen = new double[LAGS];

    /**
     * Adds one burst.
     *
     * @param burst frames in the order of their indices
     */
    public void add(List<LabelledFrame> burst) {
        for (int later = 0; later < burst.size(); later++) {
            LabelledFrame frame = burst.get(later);
            count(0, frame.predicted(), frame.labels());
            for (int earlier = 0; earlier < later; earlier++) {
                LabelledFrame last = burst.get(earlier);
                long lag = frame.index() - last.index();
                if (lag > 0 && lag < LAGS) {
                    count(
                            (int) lag,
                            CarryForward.carry(last.boxes(), last.predicted(), frame.boxes()),
                            frame.labels());
                }
            }
        }
    }

    private void count(int lag, int[] predictions, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            correct[lag] += predictions[i] == labels[i] ? 1 : 0;
            seen[lag]++;
        }
    }

    /** Decays earlier observations, as the scene drifts; 0 forgets them, 1 keeps them. */
    public void fade(double keep) {
        for (int lag = 0; lag < LAGS; lag++) {
            correct[lag] *= keep;
            seen[lag] *= keep;
        }
    }

    /**
     * Returns the share of correctly predicted regions at a lag, 0..1; NaN if none was observed.
     */
    public double accuracy(int lag) {
        return seen[lag] == 0 ? Double.NaN : correct[lag] / seen[lag];
    }

    /** Returns the (decayed) number of labelled regions observed at a lag. */
    public double regions(int lag) {
        return seen[lag];
    }

    /** Returns the accuracy factor if one frame in {@code everyNth} is analysed, 0..1; 1 for 1. */
    public double accuracyFactor(int everyNth) {
        if (everyNth < 1) {
            throw new IllegalArgumentException("everyNth must be at least 1, but is " + everyNth);
        }
        double[] curve = curve();
        double sum = 0;
        for (int lag = 0; lag < everyNth; lag++) {
            sum +=
                    lag < LAGS
                            ? curve[lag]
                            : curve[LAGS - 1] * Math.pow(PRIOR_DECAY, lag - LAGS + 1);
        }
        return sum / everyNth;
    }

    /** Returns the accuracy at each lag relative to lag 0. */
    private double[] curve() {
        double[] curve = new double[LAGS];
        curve[0] = 1;
        double base = accuracy(0);
        int known = 0; // last measured lag
        for (int lag = 1; lag < LAGS; lag++) {
            if (seen[lag] > 0 && base > 0) {
                double blended =
                        (correct[lag] / base + PRIOR_REGIONS * Math.pow(PRIOR_DECAY, lag))
                                / (seen[lag] + PRIOR_REGIONS);
                curve[lag] = Math.min(1, blended);
                known = lag;
            }
        }
        makeNonIncreasing(curve, known);
        interpolate(curve, known);
        for (int lag = known + 1; lag < LAGS; lag++) {
            curve[lag] = curve[lag - 1] * PRIOR_DECAY;
        }
        return curve;
    }

    /**
     * Makes the measured part non-increasing by pooling adjacent violators to their weighted mean.
     */
    private void makeNonIncreasing(double[] curve, int known) {
        double[] values = new double[known + 1];
        double[] weights = new double[known + 1];
        int[] lags = new int[known + 1];
        int blocks = 0;
        for (int lag = 1; lag <= known; lag++) {
            if (seen[lag] == 0) {
                continue;
            }
            double value = curve[lag];
            double weight = seen[lag] + PRIOR_REGIONS;
            while (blocks > 0 && values[blocks - 1] < value) {
                blocks--;
                double both = weight + weights[blocks];
                value = (value * weight + values[blocks] * weights[blocks]) / both;
                weight = both;
            }
            values[blocks] = value;
            weights[blocks] = weight;
            lags[blocks++] = lag;
        }
        for (int lag = known, block = blocks - 1; lag >= 1; lag--) {
            if (seen[lag] > 0) {
                while (block > 0 && lags[block - 1] >= lag) {
                    block--;
                }
                curve[lag] = values[block];
            }
        }
    }

    private void interpolate(double[] curve, int known) {
        int before = 0;
        for (int lag = 1; lag <= known; lag++) {
            if (seen[lag] == 0) {
                continue;
            }
            for (int between = before + 1; between < lag; between++) {
                double part = (between - before) / (double) (lag - before);
                curve[between] = curve[before] + part * (curve[lag] - curve[before]);
            }
            before = lag;
        }
    }

    /** Returns the observations as an array, for persistent state; see {@link #restore}. */
    public double[] snapshot() {
        double[] state = new double[2 * LAGS];
        System.arraycopy(correct, 0, state, 0, LAGS);
        System.arraycopy(seen, 0, state, LAGS, LAGS);
        return state;
    }

    /** Restores a {@link #snapshot}. */
    public static SkipLoss restore(double[] snapshot) {
        if (snapshot.length != 2 * LAGS) {
            throw new IllegalArgumentException(
                    "a snapshot must have %d numbers, but has %d"
                            .formatted(2 * LAGS, snapshot.length));
        }
        SkipLoss loss = new SkipLoss();
        System.arraycopy(snapshot, 0, loss.correct, 0, LAGS);
        System.arraycopy(snapshot, LAGS, loss.seen, 0, LAGS);
        return loss;
    }
}
