package io.ekya.job.operator;

import io.ekya.infer.AccuracyFactors;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.LabelledFrame;
import io.ekya.infer.SkipLoss;
import io.ekya.job.record.LabelSummary;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one camera's labels show: agreement of the live student, what skipped frames and lower
 * resolution cost, and agreement on held-out frames. Counts start anew with every window; the costs
 * fade, since few labels a window say little.
 */
final class WindowLabels {
    private static final double KEPT_OF_LAST_WINDOW = 0.5;

    private final String camera;
    private final int fullSide;
    private final int burstLength;
    private final SkipLoss skipLoss = new SkipLoss();
    private final AccuracyFactors factors;
    private final List<LabelledFrame> burst = new ArrayList<>();
    private int right;
    private int labels;
    private int dropped;
    private int[] labelCounts = new int[ObjectClass.COUNT];
    private int[] evaluatedCounts = new int[ObjectClass.COUNT];
    private int[] evaluatedRight = new int[ObjectClass.COUNT];

    /**
     * @param fullSide side of the crops at full resolution, pixels
     * @param burstLength frames from the first to the last of a burst
     */
    WindowLabels(String camera, int fullSide, int burstLength) {
        this.camera = camera;
        this.fullSide = fullSide;
        this.burstLength = burstLength;
        this.factors = new AccuracyFactors(fullSide, skipLoss);
    }

    /**
     * Takes in a frame labelled for training.
     *
     * @param bySide the live student's classes at each side; the full one is among them
     */
    void add(LabelledFrame frame, Map<Integer, int[]> bySide) {
        if (!burst.isEmpty() && frame.index() - burst.get(0).index() > burstLength) {
            endBurst();
        }
        burst.add(frame);
        bySide.forEach((side, predicted) -> factors.add(side, predicted, frame.labels()));
        for (int i = 0; i < frame.labels().length; i++) {
            labels++;
            labelCounts[frame.labels()[i]]++;
            right += frame.predicted()[i] == frame.labels()[i] ? 1 : 0;
        }
    }

    /** Takes in a held-out frame, which is never trained on. */
    void addHeldOut(int[] predicted, int[] truth) {
        for (int i = 0; i < truth.length; i++) {
            evaluatedCounts[truth[i]]++;
            evaluatedRight[truth[i]] += predicted[i] == truth[i] ? 1 : 0;
        }
    }

    /** Counts a sampled frame that was not labelled. */
    void drop() {
        dropped++;
    }

    private void endBurst() {
        skipLoss.add(burst);
        burst.clear();
    }

    /** Sums the window up and begins the next one. */
    LabelSummary close(long window, List<InferenceConfiguration> options) {
        endBurst();
        LabelSummary summary =
                new LabelSummary(
                        camera,
                        window,
                        labels,
                        dropped,
                        labels == 0 ? Double.NaN : (double) right / labels,
                        factors.factors(options),
                        labelCounts,
                        evaluatedCounts,
                        evaluatedRight);
        right = 0;
        labels = 0;
        dropped = 0;
        labelCounts = new int[ObjectClass.COUNT];
        evaluatedCounts = new int[ObjectClass.COUNT];
        evaluatedRight = new int[ObjectClass.COUNT];
        skipLoss.fade(KEPT_OF_LAST_WINDOW);
        factors.fade(KEPT_OF_LAST_WINDOW);
        return summary;
    }

    int fullSide() {
        return fullSide;
    }
}
