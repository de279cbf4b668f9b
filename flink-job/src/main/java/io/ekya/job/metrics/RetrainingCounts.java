/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Retrainings of each camera by outcome, in Flink's metric system. */
public final class RetrainingCounts {
    private static final Map<EventKind, String> NAMES =
            new EnumMap<>(
                    Map.of(
                            EventKind.RETRAIN_STARTED, "retrainingsStarted",
                            EventKind.PROMOTED, "retrainingsPromoted",
                            EventKind.NOT_PROMOTED, "retrainingsRefused",
                            EventKind.RETRAIN_FAILED, "retrainingsFailed",
                            EventKind.CANCELLED, "retrainingsCancelled",
                            EventKind.CHECKPOINTED, "checkpointsServed",
                            EventKind.CORRECTED, "estimatesCorrected",
                            EventKind.PROFILED, "profiles"));

    private final MetricGroup group;
    private final Map<String, Map<EventKind, Counter>> cameras = new HashMap<>();

    public RetrainingCounts(MetricGroup group) {
        this.group = group;
    }

    /** Counts an event of the sidecar's journal; call once for each event. */
    public void count(SidecarEvent event) {
        String camera = event.camera();
        if (camera == null) {
            return;
        }
        Counter counter = of(camera).get(event.kind());
        if (counter != null) {
            counter.inc();
        }
    }

    private Map<EventKind, Counter> of(String camera) {
        return cameras.computeIfAbsent(
                camera,
                c -> {
                    MetricGroup own = group.addGroup("camera", c);
                    Map<EventKind, Counter> counters = new EnumMap<>(EventKind.class);
                    NAMES.forEach((kind, name) -> counters.put(kind, own.counter(name)));
                    return counters;
                });
    }
}
