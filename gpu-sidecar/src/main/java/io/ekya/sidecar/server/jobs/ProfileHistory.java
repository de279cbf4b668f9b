/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.profile.GainPrior;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ProfileResult.Option;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.store.Journal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What earlier windows of a camera reveal about the current one.
 *
 * @param options estimates of the last micro-profile by configuration: cost scaled to the number of
 *     labels and by what a retraining since then took; accuracy corrected by half of the error of
 *     the estimate for a retraining since then, and by all of it for that retraining's own
 *     configuration
 * @param accuracy of its student then, or reached since; null if unknown
 * @param dropped configurations that the last micro-profile dropped, with the window since which
 * @param departure ln (errors / expected errors) of a retraining since then; 0 where there was none
 */
record ProfileHistory(
        Map<String, Option> options,
        @Nullable Double accuracy,
        Map<String, Long> dropped,
        double departure) {

    /** A retraining that took another multiple than this was disturbed, or its plan was wrong. */
    private static final double MOST_CORRECTION = 3;

    static final ProfileHistory NONE = new ProfileHistory(Map.of(), null, Map.of(), 0);

    /**
     * Reads the history from the journal; ignores events in the format of another version.
     *
     * @param labels of the window that is profiled now
     */
    static ProfileHistory of(Journal journal, String site, String camera, int labels) {
        try {
            return read(journal, site, camera, labels);
        } catch (MalformedException e) {
            return NONE;
        }
    }

    private static ProfileHistory read(Journal journal, String site, String camera, int labels) {
        Optional<SidecarEvent> profiled = journal.newest(site, camera, EventKind.PROFILED);
        Optional<SidecarEvent> retrained =
                Stream.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED, EventKind.CHECKPOINTED)
                        .flatMap(kind -> journal.newest(site, camera, kind).stream())
                        .max(Comparator.comparingLong(SidecarEvent::n));
        if (profiled.isEmpty()) {
            return NONE;
        }
        ProfileResult last = Json.read(profiled.get().payload(), ProfileResult.class);
        Map<String, Option> options = new HashMap<>();
        double scale = last.labels() > 0 && labels > 0 ? (double) labels / last.labels() : 1;
        for (Option o : last.options()) {
            options.put(
                    o.configuration(),
                    new Option(o.configuration(), o.gpuSeconds() * scale, o.accuracy()));
        }
        if (retrained.isEmpty() || retrained.get().n() < profiled.get().n()) {
            return new ProfileHistory(options, last.accuracy(), last.dropped(), 0);
        }
        RetrainResult result = Json.read(retrained.get().payload(), RetrainResult.class);
        EventKind kind = retrained.get().kind();
        if (result.newAccuracy() == null || result.oldAccuracy() == null) {
            return new ProfileHistory(options, last.accuracy(), last.dropped(), 0);
        }
        if (kind == EventKind.CHECKPOINTED) {
            return new ProfileHistory(options, result.newAccuracy(), last.dropped(), 0);
        }
        boolean promoted = kind == EventKind.PROMOTED;
        return new ProfileHistory(
                corrected(options, result, last, result.newAccuracy()),
                promoted ? result.newAccuracy() : result.oldAccuracy(),
                last.dropped(),
                departure(result.newAccuracy(), result.expectedAccuracy()));
    }

    private static double departure(double reached, double expected) {
        return Math.log(GainPrior.bounded(1 - reached) / GainPrior.bounded(1 - expected));
    }

    private static Map<String, Option> corrected(
            Map<String, Option> options, RetrainResult result, ProfileResult last, double reached) {
        Option tried = options.get(result.configuration());
        if (tried == null) {
            return options;
        }
        double surprise = reached - tried.accuracy();
        double slower = slower(result, last);
        Map<String, Option> corrected = new HashMap<>();
        options.forEach(
                (id, o) ->
                        corrected.put(
                                id,
                                new Option(
                                        id,
                                        o.gpuSeconds() * slower,
                                        o.accuracy()
                                                + (id.equals(result.configuration())
                                                        ? surprise
                                                        : surprise / 2))));
        return corrected;
    }

    /** Returns the cost of a retraining as a multiple of its estimate. */
    private static double slower(RetrainResult result, ProfileResult last) {
        Double took = result.gpuSeconds();
        double estimated =
                last.options().stream()
                        .filter(o -> o.configuration().equals(result.configuration()))
                        .mapToDouble(Option::gpuSeconds)
                        .findFirst()
                        .orElse(0);
        if (took == null || took <= 0 || estimated <= 0) {
            return 1;
        }
        return Math.max(1 / MOST_CORRECTION, Math.min(MOST_CORRECTION, took / estimated));
    }
}
