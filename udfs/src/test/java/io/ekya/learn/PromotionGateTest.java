/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PromotionGateTest {
    private final PromotionGate gate = PromotionGate.DEFAULT;

    /**
     * n crops of class 0; the new student wins the first, the serving one the next, the others are
     * ties.
     */
    private PromotionGate.Decision decide(int n, int wins, int losses) {
        int[] labels = new int[n];
        int[] serving = new int[n];
        int[] fresh = new int[n];
        Arrays.fill(serving, 0, wins, 1);
        Arrays.fill(fresh, wins, wins + losses, 1);
        return gate.decide(labels, serving, fresh);
    }

    @Test
    void promotesASignificantGain() {
        // 9 of 12 or more: (220 + 66 + 12 + 1) / 4096 = 0.0730
        PromotionGate.Decision decision = decide(60, 9, 3);

        assertThat(decision.pValue()).isCloseTo(0.0730, within(5e-5));
        assertThat(decision.promote()).isTrue();
        assertThat(decision.servingAccuracy()).isCloseTo(51 / 60.0, within(1e-12));
        assertThat(decision.freshAccuracy()).isCloseTo(57 / 60.0, within(1e-12));
        assertThat(decision.reason()).startsWith("promoted").contains("0.073");
    }

    @Test
    void doesNotPromoteAnInsignificantGain() {
        // 8 of 12 or more: 0.0730 + 495 / 4096 = 0.1938
        assertThat(decide(60, 8, 4).promote()).isFalse();
        assertThat(decide(60, 8, 4).pValue()).isCloseTo(0.1938, within(5e-5));
        assertThat(decide(60, 0, 0).pValue()).isEqualTo(1);
        assertThat(decide(60, 0, 12).pValue()).isEqualTo(1, within(1e-12));
    }

    @Test
    void doesNotPromoteWithTooFewLabels() {
        PromotionGate.Decision decision = decide(49, 40, 0);

        assertThat(decision.promote()).isFalse();
        assertThat(decision.reason())
                .isEqualTo("not promoted: 49 held-out labels, but 50 are " + "required");
        assertThat(decide(0, 0, 0).promote()).isFalse();
    }

    @Test
    void isExactForThousandsOfCrops() {
        // By symmetry P(X >= 1001 of 2001) is one half.
        assertThat(PromotionGate.binomialTail(1001, 2001)).isCloseTo(0.5, within(1e-9));
    }

    @Property(tries = 50)
    void moreWinsNeverIncreaseThePValue(
            @ForAll @IntRange(max = 30) int wins, @ForAll @IntRange(max = 30) int losses) {
        assertThat(decide(80, wins + 1, losses).pValue())
                .isLessThanOrEqualTo(decide(80, wins, losses).pValue() + 1e-12);
    }

    @Test
    void promotesAtExactlyTheSignificanceLevel() {
        // one win of one: p = 1/2
        PromotionGate.Decision decision =
                new PromotionGate(1, 0.5).decide(new int[] {0}, new int[] {1}, new int[] {0});

        assertThat(decision.pValue()).isEqualTo(0.5);
        assertThat(decision.promote()).isTrue();
    }

    @Test
    void doesNotPromoteAStudentThatOnlyTies() {
        int[] labels = new int[100];

        PromotionGate.Decision decision = PromotionGate.DEFAULT.decide(labels, labels, labels);

        // no crop decides: P(X >= 0) = 1
        assertThat(decision.pValue()).isEqualTo(1);
        assertThat(decision.promote()).isFalse();
        assertThat(decision.freshAccuracy()).isEqualTo(1);
    }

    @Test
    void doesNotPromoteWithoutCrops() {
        PromotionGate.Decision decision =
                PromotionGate.DEFAULT.decide(new int[0], new int[0], new int[0]);

        assertThat(decision.promote()).isFalse();
        assertThat(decision.servingAccuracy()).isNaN();
        assertThat(decision.freshAccuracy()).isNaN();
    }

    @Test
    void rejectsInvalidSettingsAndPredictionsOfAnotherLength() {
        assertThatThrownBy(() -> new PromotionGate(0, 0.1)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> new PromotionGate(1, 0.6)).hasMessageContaining("but is 0.6");
        assertThatThrownBy(() -> PromotionGate.DEFAULT.decide(new int[2], new int[2], new int[1]))
                .hasMessageContaining("2 labels, 2 and 1 predictions");
    }

    @Test
    void saysIfAllHeldOutLabelsAreOfOneClass() {
        int[] background = new int[60];
        Arrays.fill(background, ObjectClass.BACKGROUND.index());
        PromotionGate.Decision decision =
                PromotionGate.DEFAULT.decide(background, new int[60], background);

        assertThat(decision.promote()).isTrue();
        assertThat(decision.onlyClass()).contains(ObjectClass.BACKGROUND);
        assertThat(decision.reason()).endsWith("; all held-out labels are background");

        background[7] = ObjectClass.CAR.index();
        decision = PromotionGate.DEFAULT.decide(background, new int[60], background);
        assertThat(decision.onlyClass()).isEmpty();
        assertThat(decision.reason()).doesNotContain("all held-out");
    }
}
