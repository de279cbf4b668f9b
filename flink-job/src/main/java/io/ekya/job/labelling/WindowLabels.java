/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.infer.AccuracyFactors;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.LabelledFrame;
import io.ekya.infer.SkipLoss;
import io.ekya.job.record.LabelStatistics;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics of one camera's labels: agreement of the serving student, the accuracy lost by
 * skipping frames and by lower resolution, and agreement on held-out frames. Counts are kept by
 * window; the losses decay over windows, since the labels of one window are few.
 */
final class WindowLabels {
    private static final double DECAY = 0.5;

    private final int burstLength;
    private final SkipLoss skipLoss = new SkipLoss();
    private final AccuracyFactors factors;
    private final List<LabelledFrame> burst = new ArrayList<>();
    private final Map<Long, Counts> windows = new HashMap<>();

    /** Counts of one window. */
    private static final class Counts {
        private int correct;
        private int labels;
        private int background;
        private int dropped;
        private final int[] heldOutCounts = new int[ObjectClass.COUNT];
        private final int[] heldOutCorrect = new int[ObjectClass.COUNT];
    }

    /**
     * @param fullSide side of the crops at full resolution, pixels
     * @param burstLength number of frames from the first to the last of a burst
     */
    WindowLabels(int fullSide, int burstLength) {
        this.burstLength = burstLength;
        this.factors = new AccuracyFactors(fullSide, skipLoss);
    }

    /**
     * Adds a frame labelled for training.
     *
     * @param bySide the serving student's classes at each side, including the full one
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
            counts.background += frame.labels()[i] == ObjectClass.BACKGROUND.index() ? 1 : 0;
            counts.correct += frame.predicted()[i] == frame.labels()[i] ? 1 : 0;
        }
    }

    /** Adds a held-out frame, which is never trained on. */
    void addHeldOut(long window, int[] predicted, int[] byTeacher) {
        Counts counts = of(window);
        for (int i = 0; i < byTeacher.length; i++) {
            counts.heldOutCounts[byTeacher[i]]++;
            counts.heldOutCorrect[byTeacher[i]] += predicted[i] == byTeacher[i] ? 1 : 0;
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

    /** Returns a window's statistics and discards its counts. */
    LabelStatistics close(long window, List<InferenceConfiguration> options) {
        endBurst();
        Counts counts = of(window);
        windows.keySet().removeIf(w -> w <= window);
        Double liveAccuracy =
                counts.labels == 0 ? null : (Double) ((double) counts.correct / counts.labels);
        LabelStatistics statistics =
                new LabelStatistics(
                        counts.labels,
                        counts.background,
                        counts.dropped,
                        liveAccuracy,
                        factors.factors(options),
                        counts.heldOutCounts,
                        counts.heldOutCorrect);
        skipLoss.fade(DECAY);
        factors.fade(DECAY);
        return statistics;
    }
}
