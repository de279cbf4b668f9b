/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.FrameCrops;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultCountsTest {
    private long now = 1_000_000;
    private final FaultCounts counts = new FaultCounts(() -> now);

    private int count(String kind, int first) {
        FrameCrops bad = FrameCrops.bad("gate", 7, new FrameCrops.Times(0, 0), 1, kind);
        FrameCrops counted = counts.count(kind, first, bad);
        assertThat(counted.dropped().frames()).as("every lost frame is counted").isEqualTo(1);
        return counted.faults();
    }

    @Test
    void theFirstOfEachKindAreReportedOneByOne() {
        assertThat(List.of(count("dark", 2), count("dark", 2), count("dark", 2)))
                .containsExactly(1, 1, 0);
        assertThat(count("green", 2)).isEqualTo(1);
    }

    @Test
    void thenOneAMinuteStandsForThoseSince() {
        count("dark", 1);
        for (int i = 0; i < 59; i++) {
            now += 1_000;
            assertThat(count("dark", 1)).isZero();
        }
        now += 1_000;
        assertThat(count("dark", 1)).isEqualTo(60);
        assertThat(count("dark", 1)).isZero();
    }

    @Test
    void whatWaitsIsReportedAfterAMinuteWithoutAnother() {
        count("dark", 1);
        count("dark", 1);
        count("dark", 1);
        now += 59_000;
        assertThat(counts.due()).isEmpty();
        now += 1_000;
        assertThat(counts.due())
                .singleElement()
                .returns(2, FrameCrops::faults)
                .returns(0, letter -> letter.dropped().frames());
        assertThat(counts.due()).isEmpty();
        assertThat(counts.rest()).isEmpty();
    }

    @Test
    void nothingIsForgottenHoweverManyKindsThereAre() {
        int reported = 0;
        for (int i = 0; i < 100; i++) {
            reported += count("kind " + (char) ('0' + i), 1);
        }
        reported += counts.rest().stream().mapToInt(FrameCrops::faults).sum();
        assertThat(reported).isEqualTo(100);
    }

    @Test
    void aKindDoesNotDependOnNumbersAndNames() {
        assertThat(FaultCounts.kindOf("image 'a/1.png' has 40x50 pixels (line 7)"))
                .isEqualTo(FaultCounts.kindOf("image 'b.png' has 9x123 pixels (line 12)"));
        assertThat(FaultCounts.kindOf("is damaged")).isNotEqualTo(FaultCounts.kindOf("is empty"));
    }
}
