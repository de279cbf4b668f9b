package io.ekya.sidecar.job;

import io.ekya.sidecar.client.EventKind;
import io.ekya.sidecar.client.ProfileResult;
import io.ekya.sidecar.client.ProfileResult.Option;
import io.ekya.sidecar.client.RetrainResult;
import io.ekya.sidecar.client.SidecarEvent;
import io.ekya.sidecar.store.Journal;
import io.ekya.sidecar.wire.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What earlier windows of a camera tell about this one.
 *
 * @param options by configuration, what the last micro-profile said
 * @param labels of that micro-profile's window
 * @param accuracy of its student then, or reached since; -1 where nothing is known
 * @param surprise accuracy reached less accuracy expected of the last retraining, 0 where there was
 *     none
 */
record History(Map<String, Option> options, int labels, double accuracy, double surprise) {

    static final History NONE = new History(Map.of(), 0, -1, 0);

    /** Reads it from the journal; events older than those kept are forgotten. */
    static History of(Journal journal, String site, String camera) {
        Optional<SidecarEvent> profiled = journal.newest(site, camera, EventKind.PROFILED);
        Optional<SidecarEvent> retrained =
                Stream.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED)
                        .flatMap(kind -> journal.newest(site, camera, kind).stream())
                        .max(Comparator.comparingLong(SidecarEvent::n));
        if (profiled.isEmpty()) {
            return NONE;
        }
        ProfileResult last = Json.read(profiled.get().payload(), ProfileResult.class);
        Map<String, Option> options = new HashMap<>();
        last.options().forEach(o -> options.put(o.configuration(), o));
        if (retrained.isEmpty() || retrained.get().n() < profiled.get().n()) {
            return new History(options, last.labels(), last.accuracy(), 0);
        }
        RetrainResult result = Json.read(retrained.get().payload(), RetrainResult.class);
        boolean promoted = retrained.get().kind().equals(EventKind.PROMOTED.name());
        return new History(
                options,
                last.labels(),
                promoted ? result.newAccuracy() : result.oldAccuracy(),
                result.newAccuracy() - result.expectedAccuracy());
    }

    /** Highest accuracy that was measured or expected, 0 where nothing is known. */
    double best() {
        return options.values().stream()
                .mapToDouble(Option::accuracy)
                .reduce(Math.max(0, accuracy), Math::max);
    }
}
