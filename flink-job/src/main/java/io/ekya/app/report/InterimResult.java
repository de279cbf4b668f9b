/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.RetrainCorrection;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event during a retraining: a checkpoint that was promoted, or a correction of the expected
 * accuracy.
 *
 * @param kind CHECKPOINTED or CORRECTED
 * @param accuracy of the student in training on held-out labels, 0..1
 * @param expected accuracy at the end of the retraining as estimated at this time, 0..1
 * @param text description for the report
 */
record InterimResult(
        String camera,
        long timeMillis,
        EventKind kind,
        double accuracy,
        double expected,
        String text) {

    /** Returns all events of a camera in chronological order. */
    static List<InterimResult> of(RunData run, String camera) {
        List<InterimResult> all = new ArrayList<>();
        for (SidecarEvent event : run.eventsOf(camera)) {
            if (event.kind() == EventKind.CHECKPOINTED) {
                payload(event, RetrainResult.class).ifPresent(r -> all.add(checkpoint(event, r)));
            } else if (event.kind() == EventKind.CORRECTED) {
                payload(event, RetrainCorrection.class)
                        .ifPresent(c -> all.add(correction(event, c)));
            }
        }
        return all;
    }

    private static InterimResult checkpoint(SidecarEvent event, RetrainResult r) {
        return new InterimResult(
                event.requireCamera(),
                event.timeMillis(),
                EventKind.CHECKPOINTED,
                r.newAccuracy() == null ? Double.NaN : r.newAccuracy(),
                r.expectedAccuracy(),
                "checkpoint of %s promoted: %s → %s on %d held-out labels, %s expected at the end"
                        .formatted(
                                r.configuration(),
                                Html.percent(r.oldAccuracy()),
                                Html.percent(r.newAccuracy()),
                                r.heldOut(),
                                Html.percent(r.expectedAccuracy())));
    }

    private static InterimResult correction(SidecarEvent event, RetrainCorrection c) {
        return new InterimResult(
                event.requireCamera(),
                event.timeMillis(),
                EventKind.CORRECTED,
                c.accuracy(),
                c.expectedAccuracy(),
                "estimate of %s corrected after epoch %d: %s expected at the end instead of %s, %s GPU-seconds left; %s"
                        .formatted(
                                c.configuration(),
                                c.epochsDone(),
                                Html.percent(c.expectedAccuracy()),
                                Html.percent(c.plannedAccuracy()),
                                Html.number(c.remainingGpuSeconds(), 1),
                                c.reason()));
    }

    private static <T> Optional<T> payload(SidecarEvent event, Class<T> type) {
        return JsonLines.parse(event.payload()).flatMap(p -> JsonLines.as(type, p));
    }

    /** Returns whether the event occurred in [fromMillis, toMillis). */
    boolean isBetween(long fromMillis, long toMillis) {
        return timeMillis >= fromMillis && timeMillis < toMillis;
    }

    /** Returns a short description for a table cell. */
    String shortText() {
        return kind == EventKind.CHECKPOINTED
                ? "checkpoint " + Html.percent(accuracy)
                : "corrected to " + Html.percent(expected);
    }
}
