/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AccuracyFactorsTest {
    private static final InferenceConfiguration SMALL =
            new InferenceConfiguration("every1-24px", 1, 24);

    private final AccuracyFactors factors = new AccuracyFactors(32, new SkipLoss());

    @Test
    void usesThePriorUntilTheFullSideWasMeasured() {
        factors.add(24, new int[] {1, 1}, new int[] {0, 0});

        // (24 / 32)^0.3
        assertThat(factors.factor(SMALL)).isCloseTo(Math.pow(0.75, 0.3), within(1e-12));
    }

    @Test
    void usesThePriorIfTheStudentIsNeverCorrectAtTheFullSide() {
        factors.add(32, new int[] {1, 1}, new int[] {0, 0});
        factors.add(24, new int[] {0, 0}, new int[] {0, 0});

        assertThat(factors.factor(SMALL)).isCloseTo(Math.pow(0.75, 0.3), within(1e-12));
    }

    @Test
    void decayGivesThePriorMoreWeight() {
        int[] labels = new int[100];
        int[] incorrect = new int[100];
        java.util.Arrays.fill(incorrect, 1);
        factors.add(32, labels, labels);
        factors.add(24, incorrect, labels);
        double prior = Math.pow(0.75, 0.3);
        // (0 + 20 · prior) / (100 + 20), then with 50 crops
        assertThat(factors.factor(SMALL)).isCloseTo(20 * prior / 120, within(1e-12));

        factors.fade(0.5);

        assertThat(factors.factor(SMALL)).isCloseTo(20 * prior / 70, within(1e-12));
    }
}
