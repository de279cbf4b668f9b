/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.Prediction;
import io.ekya.job.testing.RecordedMetrics;
import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

class CameraCountsTest {
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final CameraCounts counts = new CameraCounts(metrics);

    @Test
    void countsFramesByHowTheyWerePredicted() {
        counts.predicted("north", Prediction.How.ANALYSED, 30);
        counts.predicted("north", Prediction.How.CARRIED, 10);
        counts.predicted("north", Prediction.How.CARRIED, 10);
        counts.predicted("north", Prediction.How.DROPPED, 9_000);
        counts.predicted("north", Prediction.How.NONE, 0);
        counts.predicted("south", Prediction.How.ANALYSED, 30);

        assertThat(metrics.counts())
                .containsOnlyKeys(
                        "camera.north.framesAnalysed",
                        "camera.north.framesCarried",
                        "camera.north.framesDropped",
                        "camera.south.framesAnalysed")
                .containsEntry("camera.north.framesCarried", 2L);
    }

    @Test
    void latencyIsThatOfAnalysedFrames() {
        for (int i = 1; i <= 100; i++) {
            counts.predicted("north", Prediction.How.ANALYSED, i);
            counts.predicted("north", Prediction.How.DROPPED, 9_000);
        }

        HistogramStatistics latency =
                metrics.histogram("camera.north.latencyMillis").getStatistics();
        assertThat(latency.getQuantile(0.5)).isBetween(49.0, 52.0);
        assertThat(latency.getMax()).isEqualTo(100);
    }
}
