/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A retraining that has ended.
 *
 * @param window the window whose labels it was trained on
 * @param startMillis wall-clock time; equal to the end if the start was not recorded
 * @param outcome kind of its final event
 */
record RetrainingRecord(
        String camera,
        long window,
        long startMillis,
        long endMillis,
        EventKind outcome,
        RetrainResult result) {

    private static final Set<EventKind> FINAL_KINDS =
            EnumSet.of(
                    EventKind.PROMOTED,
                    EventKind.NOT_PROMOTED,
                    EventKind.RETRAIN_FAILED,
                    EventKind.CANCELLED);

    /** Returns all retrainings that have ended, ordered by end time. */
    static List<RetrainingRecord> of(RunData run) {
        List<RetrainingRecord> all = new ArrayList<>();
        for (String camera : run.cameras()) {
            long start = -1;
            for (SidecarEvent e : run.eventsOf(camera)) {
                EventKind kind = e.kind();
                if (kind == EventKind.RETRAIN_STARTED) {
                    start = e.timeMillis();
                } else if (FINAL_KINDS.contains(kind)) {
                    long from = start < 0 ? e.timeMillis() : start;
                    result(e)
                            .map(
                                    r ->
                                            new RetrainingRecord(
                                                    camera,
                                                    e.requireWindow(),
                                                    from,
                                                    e.timeMillis(),
                                                    kind,
                                                    r))
                            .ifPresent(all::add);
                    start = -1;
                }
            }
        }
        all.sort(Comparator.comparingLong(RetrainingRecord::endMillis));
        return all;
    }

    private static Optional<RetrainResult> result(SidecarEvent event) {
        Optional<JsonNode> payload = JsonLines.parse(event.payload());
        return payload.flatMap(p -> JsonLines.as(RetrainResult.class, p));
    }

    /** Returns the outcome as text, such as {@code not promoted}. */
    String outcomeText() {
        return switch (outcome) {
            case PROMOTED -> "promoted";
            case NOT_PROMOTED -> "not promoted";
            case RETRAIN_FAILED -> "failed";
            case CANCELLED -> "cancelled";
            default -> outcome.name();
        };
    }
}
