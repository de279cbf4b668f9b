/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.testing.RecordedMetrics;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetrainingCountsTest {
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final RetrainingCounts counts = new RetrainingCounts(metrics);

    private void count(EventKind kind, @Nullable String camera) {
        counts.count(new SidecarEvent("edge", "journal", 0, 0, kind, camera, 0L, "{}"));
    }

    @Test
    void countsRetrainingsOfEachCameraByOutcome() {
        count(EventKind.RETRAIN_STARTED, "north");
        count(EventKind.RETRAIN_STARTED, "north");
        count(EventKind.PROMOTED, "north");
        count(EventKind.NOT_PROMOTED, "north");
        count(EventKind.RETRAIN_FAILED, "south");
        count(EventKind.CANCELLED, "south");

        assertThat(metrics.counts())
                .isEqualTo(
                        Map.of(
                                "camera.north.retrainingsStarted", 2L,
                                "camera.north.retrainingsPromoted", 1L,
                                "camera.north.retrainingsRefused", 1L,
                                "camera.south.retrainingsFailed", 1L,
                                "camera.south.retrainingsCancelled", 1L));
    }

    @Test
    void otherEventsAreNoRetrainings() {
        count(EventKind.HELLO, null);
        count(EventKind.REPORTED, "north");
        count(EventKind.UNKNOWN, "north");

        assertThat(metrics.counts()).isEmpty();
    }
}
