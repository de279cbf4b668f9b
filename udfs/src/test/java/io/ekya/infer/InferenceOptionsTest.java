/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceOptionsTest {

    @Test
    void combinesEverySamplingWithEveryResolution() {
        assertThat(InferenceOptions.of(List.of(2, 1, 2), List.of(24, 32)))
                .extracting(InferenceConfiguration::id)
                .containsExactly("every1-32px", "every1-24px", "every2-32px", "every2-24px");
        assertThat(InferenceOptions.of(List.of(3), List.of(24)))
                .containsExactly(new InferenceConfiguration("every3-24px", 3, 24));
    }

    @Test
    void rejectsEmptyListsAndInvalidValues() {
        assertThatThrownBy(() -> InferenceOptions.of(List.of(), List.of(32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inference.everyNth");
        assertThatThrownBy(() -> InferenceOptions.of(List.of(0), List.of(32)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void analysesOneFrameInNAndTheNextOneIfThatWasDropped() {
        FrameSampling choose = new FrameSampling(0);
        long last = FrameSampling.NONE;
        StringBuilder analysed = new StringBuilder();
        for (long i = 0; i < 13; i++) {
            boolean dropped = i == 6 || i == 7; // 6 would have been analysed
            if (!dropped && choose.analyse(i, last, 3)) {
                last = i;
                analysed.append(i).append(' ');
            }
        }
        assertThat(analysed.toString()).isEqualTo("0 3 8 9 12 ");
    }

    @Test
    void camerasWithDifferentPhasesAnalyseDifferentFrames() {
        // frame 4 with phase 1 is (4 + 1) / 5 = cell 1, frame 3 still cell 0
        assertThat(new FrameSampling(1).analyse(3, 0, 5)).isFalse();
        assertThat(new FrameSampling(1).analyse(4, 0, 5)).isTrue();
        assertThat(new FrameSampling(0).analyse(4, 0, 5)).isFalse();
        assertThat(new FrameSampling(0).analyse(1, 0, 1)).isTrue();
    }

    @Test
    void combinesTheFactorsOfSkippingAndResolution() {
        AccuracyFactors factors = new AccuracyFactors(32, new SkipLoss());
        InferenceConfiguration best = new InferenceConfiguration("a", 1, 32);
        InferenceConfiguration small = new InferenceConfiguration("b", 1, 24);
        InferenceConfiguration both = new InferenceConfiguration("c", 2, 24);
        assertThat(factors.factor(best)).isEqualTo(1);
        // nothing measured: (24 / 32)^0.3 = 0.9173, and (1 + 0.66) / 2 for every second frame
        assertThat(factors.factor(small)).isCloseTo(0.9173, within(1e-4));
        assertThat(factors.factor(both)).isCloseTo(0.9173 * 0.83, within(1e-4));
        int[] labels = new int[1000];
        factors.add(32, firstIncorrect(200), labels); // 0.8
        factors.add(24, firstIncorrect(360), labels); // 0.64, relative 0.8
        // (640 / 0.8 + 20 x 0.9173) / (1000 + 20) = 0.8023
        assertThat(factors.factor(small)).isCloseTo(0.8023, within(1e-4));
        assertThat(factors.factors(List.of(best, small)))
                .containsOnlyKeys("a", "b")
                .containsEntry("a", 1.0);
        factors.fade(0);
        assertThat(factors.factor(small)).isCloseTo(0.9173, within(1e-4));
    }

    private static int[] firstIncorrect(int wrong) {
        int[] predicted = new int[1000];
        java.util.Arrays.fill(predicted, 0, wrong, 1);
        return predicted;
    }

    @Test
    void aLowerResolutionNeverHasAFactorAboveOne() {
        AccuracyFactors factors = new AccuracyFactors(32, new SkipLoss());
        factors.add(32, firstIncorrect(500), new int[1000]);
        factors.add(24, firstIncorrect(0), new int[1000]);
        assertThat(factors.factor(new InferenceConfiguration("b", 1, 24))).isEqualTo(1);
    }
}
