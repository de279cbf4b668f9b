/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.windows;

import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.vision.ObjectClass;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one camera's open window. Public fields and a constructor without arguments make it a
 * POJO for Flink's state.
 */
public final class WindowTally {
    public long frames;
    public long analysed;
    public long dropped;
    public long regions;
    public long correct;
    public long lostRegions;
    public long[] truthCounts = new long[ObjectClass.COUNT];
    public @Nullable String student;
    public @Nullable String configuration;

    /** For Flink. */
    public WindowTally() {}

    /** Counts a frame's predictions, and the losses before it. */
    void add(Prediction p) {
        frames += p.dropped().frames();
        dropped += p.dropped().frames();
        lostRegions += p.dropped().regions();
        if (p.how() == Prediction.How.NONE) {
            return;
        }
        frames++;
        analysed += p.how() == Prediction.How.ANALYSED ? 1 : 0;
        dropped += p.how() == Prediction.How.DROPPED ? 1 : 0;
        int[] truth = p.regions().truth();
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] != ObjectClass.UNKNOWN) {
                regions++;
                truthCounts[truth[i]]++;
                correct += p.regions().classes()[i] == truth[i] ? 1 : 0;
            }
        }
        student = p.model().student();
        configuration = p.model().configuration();
    }

    WindowResult.Frames frameCounts() {
        return new WindowResult.Frames(frames, analysed, dropped);
    }

    /** Regions of dropped frames count as incorrect where true classes are known. */
    WindowResult.Truth truth() {
        long judged = regions == 0 ? 0 : regions + lostRegions;
        Double accuracy = judged == 0 ? null : (Double) ((double) correct / judged);
        return new WindowResult.Truth(judged, correct, accuracy, truthCounts);
    }
}
