package io.ekya.job.labelling;

import io.ekya.infer.AccuracyFactors;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.LabelledFrame;
import io.ekya.infer.SkipLoss;
import io.ekya.job.record.LabelSummary;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one camera's labels show: agreement of the live student, what skipped frames and lower
 * resolution cost, and agreement on held-out frames. Counts are kept by window; the costs fade,
 * since few labels a window say little.
 */
final class WindowLabels {
    private static final double KEPT_OF_LAST_WINDOW = 0.5;

    private final String camera;
    private final int burstLength;
    private final SkipLoss skipLoss = new SkipLoss();
    private final AccuracyFactors factors;
    private final List<LabelledFrame> burst = new ArrayList<>();
    private final Map<Long, Counts> windows = new HashMap<>();

    /** Counts of one window. */
    private static final class Counts {
        private int right;
        private int labels;
        private int dropped;
        private final int[] labelCounts = new int[ObjectClass.COUNT];
        private final int[] evaluatedCounts = new int[ObjectClass.COUNT];
        private final int[] evaluatedRight = new int[ObjectClass.COUNT];
    }

    /**
     * @param fullSide side of the crops at full resolution, pixels
     * @param burstLength frames from the first to the last of a burst
     */
    WindowLabels(String camera, int fullSide, int burstLength) {
        this.camera = camera;
        this.burstLength = burstLength;
        this.factors = new AccuracyFactors(fullSide, skipLoss);
    }

    /**
     * Takes in a frame labelled for training.
     *
     * @param bySide the live student's classes at each side; the full one is among them
     */
    void add(long window, LabelledFrame frame, Map<Integer, int[]> bySide) {
        if (!burst.isEmpty() && frame.index() - burst.get(0).index() > burstLength) {
            endBurst();
        }
        burst.add(frame);
        bySide.forEach((side, predicted) -> factors.add(side, predicted, frame.labels()));
        Counts counts = of(window);
        for (int i = 0; i < frame.labels().length; i++) {
            counts.labels++;
            counts.labelCounts[frame.labels()[i]]++;
            counts.right += frame.predicted()[i] == frame.labels()[i] ? 1 : 0;
        }
    }

    /** Takes in a held-out frame, which is never trained on. */
    void addHeldOut(long window, int[] predicted, int[] byTeacher) {
        Counts counts = of(window);
        for (int i = 0; i < byTeacher.length; i++) {
            counts.evaluatedCounts[byTeacher[i]]++;
            counts.evaluatedRight[byTeacher[i]] += predicted[i] == byTeacher[i] ? 1 : 0;
        }
    }

    /** Counts a sampled frame that was not labelled. */
    void drop(long window) {
        of(window).dropped++;
    }

    private Counts of(long window) {
        return windows.computeIfAbsent(window, w -> new Counts());
    }

    private void endBurst() {
        skipLoss.add(burst);
        burst.clear();
    }

    /** Sums a window up. */
    LabelSummary close(long window, List<InferenceConfiguration> options) {
        endBurst();
        Counts counts = of(window);
        windows.keySet().removeIf(w -> w <= window);
        LabelSummary summary =
                new LabelSummary(
                        camera,
                        window,
                        counts.labels,
                        counts.dropped,
                        counts.labels == 0 ? Double.NaN : (double) counts.right / counts.labels,
                        factors.factors(options),
                        counts.labelCounts,
                        counts.evaluatedCounts,
                        counts.evaluatedRight);
        skipLoss.fade(KEPT_OF_LAST_WINDOW);
        factors.fade(KEPT_OF_LAST_WINDOW);
        return summary;
    }
}
