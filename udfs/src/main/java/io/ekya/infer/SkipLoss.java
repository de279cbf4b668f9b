package io.ekya.infer;

import java.util.List;

/**
 * What is left of a student's accuracy where frames are skipped, measured on labelled bursts: every
 * pair of frames of a burst tells how good the answers of the earlier one still are on the later
 * one, some frames ("lag") on. Where one frame of n is analysed, the lags 0 to n - 1 are equally
 * frequent, so the accuracy factor is the mean over them of accuracy at the lag / accuracy at lag
 * 0.
 *
 * <p>Robust against few data: each measured lag is blended with a prior, worth {@value
 * #PRIOR_REGIONS} regions; lags between measured ones are interpolated; beyond the last one the
 * prior's decay goes on; and the curve never rises with the lag.
 */
public final class SkipLoss {
    /** Lags of this many frames and more are not told apart. */
    static final int LAGS = 64;

    /** The prior counts as much as so many labelled regions. */
    static final double PRIOR_REGIONS = 8;

    /**
     * What a frame's answers keep of their worth for each frame that passes: with it the factors
     * for n = 2, 3, 5, 10 are 0.83, 0.70, 0.52, 0.29, near the mean of the paper's five cameras
     * (0.81, 0.70, 0.52, 0.19).
     */
    static final double PRIOR_DECAY = 0.66;

    private final double[] right = new double[LAGS];
    private final double[] seen = new double[LAGS];

    /**
     * Takes in one burst.
     *
     * @param burst its frames in the order of their indices
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

    private void count(int lag, int[] answers, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            right[lag] += answers[i] == labels[i] ? 1 : 0;
            seen[lag]++;
        }
    }

    /** Lets what was seen so far count less, as the scene drifts; 0 forgets it, 1 keeps it. */
    public void fade(double keep) {
        for (int lag = 0; lag < LAGS; lag++) {
            right[lag] *= keep;
            seen[lag] *= keep;
        }
    }

    /** Share of rightly answered regions at a lag, 0..1; NaN where none was seen. */
    public double accuracy(int lag) {
        return seen[lag] == 0 ? Double.NaN : right[lag] / seen[lag];
    }

    /** Labelled regions seen at a lag. */
    public double regions(int lag) {
        return seen[lag];
    }

    /** What is left of the accuracy where one frame of this many is analysed: 0..1, 1 for 1. */
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

    /** Accuracy at each lag relative to lag 0. */
    private double[] curve() {
        double[] curve = new double[LAGS];
        curve[0] = 1;
        double base = accuracy(0);
        int known = 0; // the last lag that was measured
        for (int lag = 1; lag < LAGS; lag++) {
            if (seen[lag] > 0 && base > 0) {
                double blended =
                        (right[lag] / base + PRIOR_REGIONS * Math.pow(PRIOR_DECAY, lag))
                                / (seen[lag] + PRIOR_REGIONS);
                curve[lag] = Math.min(1, blended);
                known = lag;
            }
        }
        fall(curve, known);
        interpolate(curve, known);
        for (int lag = known + 1; lag < LAGS; lag++) {
            curve[lag] = curve[lag - 1] * PRIOR_DECAY;
        }
        return curve;
    }

    /** Makes the measured part fall: neighbours out of order take their weighted mean. */
    private void fall(double[] curve, int known) {
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

    /** What was seen, for state that outlives the process: {@link #restore} takes it back. */
    public double[] snapshot() {
        double[] state = new double[2 * LAGS];
        System.arraycopy(right, 0, state, 0, LAGS);
        System.arraycopy(seen, 0, state, LAGS, LAGS);
        return state;
    }

    /** A SkipLoss as it was when {@link #snapshot} was taken. */
    public static SkipLoss restore(double[] snapshot) {
        if (snapshot.length != 2 * LAGS) {
            throw new IllegalArgumentException(
                    "a snapshot holds %d numbers, but this one %d"
                            .formatted(2 * LAGS, snapshot.length));
        }
        SkipLoss loss = new SkipLoss();
        System.arraycopy(snapshot, 0, loss.right, 0, LAGS);
        System.arraycopy(snapshot, LAGS, loss.seen, 0, LAGS);
        return loss;
    }
}
