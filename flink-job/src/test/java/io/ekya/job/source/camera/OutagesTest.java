/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutagesTest {
    private long now;
    private final Outages outages = new Outages(() -> now);

    @Test
    void reportsTheFirstFailureAndEachNewReason() {
        assertThat(outages.failed("the stream has ended")).isEqualTo(1);
        now += 500;
        assertThat(outages.failed("Connection refused")).isEqualTo(1);
    }

    @Test
    void repeatsAReasonAtMostOnceAMinuteWithTheNumberOfFailures() {
        int reports = 0;
        for (now = 0; now < 86_400_000; now += 5_000) { // a day, an attempt every five seconds
            reports += outages.failed("Connection refused") > 0 ? 1 : 0;
        }
        assertThat(reports).isEqualTo(24 * 60);
        assertThat(outages.failed("Connection refused")).isEqualTo(12);
    }

    @Test
    void tellsHowLongAnOutageTook() {
        assertThat(outages.delivered()).isEmpty();
        outages.failed("Connection refused");
        now += 8_000;
        outages.failed("Connection refused");
        now += 1_000;
        assertThat(outages.delivered()).hasValue(9_000);
        assertThat(outages.delivered()).isEmpty();
    }

    @Test
    void aCameraThatComesAndGoesEverySecondIsReportedOnceAMinute() {
        int lines = 0;
        for (now = 0; now < 120_000; now += 1_000) {
            lines += outages.failed("the stream has ended") > 0 ? 1 : 0;
            lines += outages.delivered().isPresent() ? 1 : 0;
        }
        assertThat(lines).isEqualTo(4);
    }

    @Test
    void forgetsReasonsThatKeepChanging() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(outages.failed("reason " + i)).isEqualTo(1);
        }
        assertThat(outages.failed("reason 999")).isZero();
        assertThat(outages.failed("reason 0")).isEqualTo(1);
    }
}
