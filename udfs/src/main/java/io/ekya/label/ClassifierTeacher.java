/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import io.ekya.learn.Classifier;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A golden model that is a large classifier and needs only the crops. */
public final class ClassifierTeacher implements Teacher {
    private final Classifier classifier;

    /**
     * @param classifier closed with this
     */
    public ClassifierTeacher(Classifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public boolean needsFrame() {
        return false;
    }

    @Override
    public int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame) {
        return classifier.classify(crops);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
