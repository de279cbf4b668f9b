/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.windows;

import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.WindowResult.HeldOut;

/** Computes the agreement with the teacher on held-out regions. */
final class HeldOutAgreement {
    /** Classes with fewer regions are not significant and are left out. */
    static final int MIN_REGIONS = 20;

    private HeldOutAgreement() {}

    static HeldOut of(LabelStatistics labels) {
        int[] counts = labels.heldOutCounts();
        double recalls = 0;
        int classes = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] >= MIN_REGIONS) {
                recalls += (double) labels.heldOutCorrect()[c] / counts[c];
                classes++;
            }
        }
        // The most frequent class is among those counted; its recall is 1, that of others 0.
        return classes == 0
                ? new HeldOut(null, null)
                : new HeldOut(recalls / classes, 1.0 / classes);
    }
}
