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
 * One retraining from its start to its end.
 *
 * @param window whose labels it trained on
 * @param startMillis wall-clock time; that of the end where the start was not seen
 * @param outcome how it ended
 */
record RetrainingRecord(
        String camera,
        long window,
        long startMillis,
        long endMillis,
        EventKind outcome,
        RetrainResult result) {

    private static final Set<EventKind> ENDS =
            EnumSet.of(
                    EventKind.PROMOTED,
                    EventKind.NOT_PROMOTED,
                    EventKind.RETRAIN_FAILED,
                    EventKind.CANCELLED);

    /** All that ended, in order of their ends. */
    static List<RetrainingRecord> of(RunData run) {
        List<RetrainingRecord> all = new ArrayList<>();
        for (String camera : run.cameras()) {
            long start = -1;
            for (SidecarEvent e : run.eventsOf(camera)) {
                EventKind kind = e.kind();
                if (kind == EventKind.RETRAIN_STARTED) {
                    start = e.timeMillis();
                } else if (ENDS.contains(kind)) {
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

    /** In words for people. */
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
