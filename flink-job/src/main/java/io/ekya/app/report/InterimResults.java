package io.ekya.app.report;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.RetrainCorrection;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a retraining before its end: a checkpoint that serves, or a correction of what
 * is expected.
 *
 * @param kind CHECKPOINTED or CORRECTED
 * @param accuracy of the student in training, on held-out labels
 * @param expected accuracy at its end, from then on
 * @param words for people
 */
record InterimResults(
        String camera,
        long timeMillis,
        EventKind kind,
        double accuracy,
        double expected,
        String words) {

    /** All of a camera, in order of time. */
    static List<InterimResults> of(RunData run, String camera) {
        List<InterimResults> all = new ArrayList<>();
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

    private static InterimResults checkpoint(SidecarEvent event, RetrainResult r) {
        return new InterimResults(
                event.requireCamera(),
                event.timeMillis(),
                EventKind.CHECKPOINTED,
                r.newAccuracy() == null ? Double.NaN : r.newAccuracy(),
                r.expectedAccuracy(),
                "a checkpoint of %s serves: %s → %s on %d held-out labels, %s expected at its end"
                        .formatted(
                                r.configuration(),
                                Html.percent(r.oldAccuracy()),
                                Html.percent(r.newAccuracy()),
                                r.heldOut(),
                                Html.percent(r.expectedAccuracy())));
    }

    private static InterimResults correction(SidecarEvent event, RetrainCorrection c) {
        return new InterimResults(
                event.requireCamera(),
                event.timeMillis(),
                EventKind.CORRECTED,
                c.accuracy(),
                c.expectedAccuracy(),
                "%s corrected after %d epochs: %s expected at its end instead of %s, %s GPU-seconds left; %s"
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

    /** Whether it fell into a stretch of time. */
    boolean isBetween(long fromMillis, long toMillis) {
        return timeMillis >= fromMillis && timeMillis < toMillis;
    }

    /** In a few words, for a table. */
    String inShort() {
        return kind == EventKind.CHECKPOINTED
                ? "checkpoint " + Html.percent(accuracy)
                : "corrected to " + Html.percent(expected);
    }
}
