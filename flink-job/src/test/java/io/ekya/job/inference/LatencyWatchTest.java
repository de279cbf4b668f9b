/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyWatchTest {
    private static final long TARGET = 500;

    private final LatencyWatch watch = new LatencyWatch(TARGET);
    private final List<Double> reported = new ArrayList<>();
    private long now;

    /** Ten answers a second, each with one of these latencies in turn. */
    private void latencies(int seconds, long... latencies) {
        for (int i = 0; i < 10 * seconds; i++) {
            watch.record(now, latencies[i % latencies.length]).ifPresent(reported::add);
            now += 100;
        }
    }

    @Test
    void reportsNothingWhilePredictionsAreInTime() {
        latencies(10, 40, 500);
        assertThat(reported).isEmpty();
    }

    @Test
    void reportsLatePredictionsAtMostOnceASecondAndOnceWhenTheyNoLongerAre() {
        latencies(3, 700);
        // a period is a second and the prediction that ends it
        assertThat(reported).containsExactly(700.0, 700.0);
        latencies(5, 30);
        assertThat(reported).hasSize(4).last().isEqualTo(30.0);
    }

    @Test
    void ignoresASingleLatePrediction() {
        latencies(3, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 900);
        assertThat(reported).isEmpty();
    }

    @Test
    void reportsLatePredictionsOfACameraWithFewFrames() {
        for (int i = 0; i < 4; i++) {
            watch.record(now, 900).ifPresent(reported::add);
            now += 1_000;
        }
        assertThat(reported).containsExactly(900.0, 900.0);
    }
}
