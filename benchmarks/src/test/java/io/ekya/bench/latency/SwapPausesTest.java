/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SwapPausesTest {
    private static final long PERIOD_MICROS = 10_000;

    private final List<Answer> answers = new ArrayList<>();
    private long index;
    private long nanos;

    /** Adds answers, each a time after the one before. */
    private void answer(int count, String student, double millis) {
        for (int i = 0; i < count; i++) {
            nanos += Math.round(1e6 * millis);
            answers.add(new Answer("busy", index++, nanos, 0, true, 0, student));
        }
    }

    @Test
    void aPauseIsTheTimeBeyondTheFramePeriodAroundTheSwap() {
        answer(100, "a", 10);
        answer(1, "b", 17.5); // first answer of the new student
        answer(100, "b", 10);
        SwapPauses pauses = SwapPauses.of(answers, PERIOD_MICROS);
        assertThat(pauses.swaps().getTotalCount()).isEqualTo(1);
        assertThat(SwapPauses.millis(pauses.swaps(), 99)).isCloseTo(7.5, within(0.01));
        assertThat(SwapPauses.millis(pauses.still(), 99)).isZero();
    }

    @Test
    void loadingTheStudentCountsAsPartOfTheSwap() {
        answer(100, "a", 10);
        answer(1, "a", 30); // while the new student is loaded
        answer(2, "a", 10);
        answer(100, "b", 10);
        SwapPauses pauses = SwapPauses.of(answers, PERIOD_MICROS);
        assertThat(SwapPauses.millis(pauses.swaps(), 99)).isCloseTo(20, within(0.1));
    }

    @Test
    void pausesWithoutASwapAreSeparate() {
        answer(50, "a", 10);
        answer(1, "a", 40);
        answer(50, "a", 10);
        answer(100, "b", 10);
        SwapPauses pauses = SwapPauses.of(answers, PERIOD_MICROS);
        assertThat(SwapPauses.millis(pauses.still(), 100)).isCloseTo(30, within(0.1));
        assertThat(SwapPauses.millis(pauses.swaps(), 100)).isZero();
    }

    @Test
    void lostFramesCountOnceWhereTheyWereLost() {
        answer(50, "a", 10);
        index += 3;
        answer(50, "a", 10);
        index += 2;
        answer(50, "b", 10);
        SwapPauses pauses = SwapPauses.of(answers, PERIOD_MICROS);
        assertThat(pauses.lostAtSwaps()).isEqualTo(2);
        assertThat(pauses.lostElsewhere()).isEqualTo(3);
    }
}
