/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.vision.Crops;
import org.junit.jupiter.api.Test;

class LabelledCropsTest {
    private static final int BYTES = 3 * 16 * 16;

    @Test
    void selectsInTheGivenOrderAndRepeatsIndices() {
        LabelledCrops selected = crops(10, 20, 30).select(2, 0, 2);

        assertThat(selected.timesMillis()).containsExactly(30, 10, 30);
        assertThat(selected.labels()).containsExactly(2, 0, 2);
        // the first byte of each crop is its index
        assertThat(selected.crops().bgr()[0]).isEqualTo((byte) 2);
        assertThat(selected.crops().bgr()[BYTES]).isEqualTo((byte) 0);
    }

    @Test
    void removesCropsOfFramesThatOthersContain() {
        LabelledCrops left = crops(10, 10, 20).without(crops(10));

        assertThat(left.timesMillis()).containsExactly(20);
    }

    @Test
    void appendsCropsOfTheSameSideOnly() {
        LabelledCrops both = crops(10).plus(crops(20, 30));

        assertThat(both.count()).isEqualTo(3);
        assertThat(both.timesMillis()).containsExactly(10, 20, 30);
        assertThatThrownBy(() -> both.plus(LabelledCrops.empty(32)))
                .hasMessage("crops must have the same side, but have 16 and 32");
    }

    @Test
    void accuracyIsTheShareOfCorrectPredictions() {
        LabelledCrops crops = crops(1, 2, 3, 4);

        // predictions 0, 0, 0, 0 for labels 0, 1, 2, 3
        assertThat(new ConstantClassifier().accuracy(crops)).isEqualTo(0.25);
        assertThat(new ConstantClassifier().accuracy(LabelledCrops.empty(16))).isNaN();
    }

    private static LabelledCrops crops(long... times) {
        byte[] bgr = new byte[times.length * BYTES];
        int[] labels = new int[times.length];
        for (int i = 0; i < times.length; i++) {
            bgr[i * BYTES] = (byte) i;
            labels[i] = i;
        }
        return new LabelledCrops(new Crops(16, bgr), labels, times);
    }

    /** Predicts class 0 for every crop. */
    private static final class ConstantClassifier implements Classifier {
        @Override
        public int[] classify(Crops crops) {
            return new int[crops.count()];
        }

        @Override
        public float[][] probabilities(Crops crops) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[][] features(Crops crops) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
