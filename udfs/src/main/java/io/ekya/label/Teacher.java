/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The golden model: accurate and slow; its labels are considered correct. Not thread-safe. */
public interface Teacher extends AutoCloseable {

    /** Returns whether {@link #label} needs the whole frame in addition to the crops. */
    boolean needsFrame();

    /**
     * Returns the class of each region (ordinal of {@link io.ekya.vision.ObjectClass}).
     *
     * @param crops the regions' crops
     * @param boxes the regions in frame pixels, one per crop
     * @param frame the whole frame if {@link #needsFrame}, else null
     */
    int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame);

    @Override
    void close();
}
