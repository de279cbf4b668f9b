/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.app.report.JsonLines;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state of a run, read incrementally from the files in its folder. */
final class RunProgress {
    private final FileTail windowTail;
    private final FileTail allocationTail;
    private final FileTail eventTail;
    private final FileTail predictionTail;

    private final SortedMap<Long, Map<String, WindowResult>> windows = new TreeMap<>();
    private final Map<String, Allocation> allocations = new LinkedHashMap<>();
    private final Map<String, Map<Long, Allocation>> retrainings = new LinkedHashMap<>();
    private final Map<String, Map<Long, RetrainResult>> results = new LinkedHashMap<>();
    private final Map<String, Map<Long, String>> outcomes = new LinkedHashMap<>();
    private final Map<String, RecentRegions> recentRegions = new LinkedHashMap<>();
    private long firstMillis = Long.MAX_VALUE;
    private long firstWindow = Long.MAX_VALUE;
    private long currentWindow;

    /** Correct predictions and regions of a camera, decaying exponentially with each region. */
    private static final class RecentRegions {
        private static final double DECAY = 0.997;

        private double correct;
        private double regions;

        void add(int newCorrect, int newRegions) {
            double decay = Math.pow(DECAY, newRegions);
            correct = decay * correct + newCorrect;
            regions = decay * regions + newRegions;
        }
    }

    RunProgress(Path folder) {
        windowTail = new FileTail(folder.resolve("windows.jsonl"));
        allocationTail = new FileTail(folder.resolve("allocations.jsonl"));
        eventTail = new FileTail(folder.resolve("events.jsonl"));
        predictionTail = new FileTail(folder.resolve("predictions.jsonl"));
    }

    /** Reads what was added to the files since the last call; returns the new events. */
    List<SidecarEvent> refresh() {
        predictionTail.next().forEach(this::prediction);
        for (JsonNode node : allocationTail.next()) {
            JsonLines.as(Allocation.class, node).ifPresent(this::allocation);
        }
        List<SidecarEvent> events = new ArrayList<>();
        for (JsonNode node : eventTail.next()) {
            JsonLines.as(SidecarEvent.class, node).ifPresent(events::add);
        }
        events.forEach(this::event);
        for (JsonNode node : windowTail.next()) {
            JsonLines.as(WindowResult.class, node).ifPresent(this::window);
        }
        return events;
    }

    private void prediction(JsonNode node) {
        long window = node.path("window").asLong();
        firstWindow = Math.min(firstWindow, window);
        currentWindow = Math.max(currentWindow, window);
        firstMillis = Math.min(firstMillis, node.path("timeMillis").asLong(Long.MAX_VALUE));
        JsonNode truth = node.path("truth");
        JsonNode classes = node.path("classes");
        int correct = 0;
        int regions = 0;
        for (int i = 0; i < truth.size(); i++) {
            if (truth.path(i).asInt(-1) >= 0) {
                regions++;
                correct += classes.path(i).asInt(-1) == truth.path(i).asInt() ? 1 : 0;
            }
        }
        if (regions > 0) {
            recentRegions
                    .computeIfAbsent(node.path("camera").asText(), c -> new RecentRegions())
                    .add(correct, regions + node.path("droppedRegions").asInt());
        }
    }

    private void allocation(Allocation a) {
        allocations.put(a.camera(), a);
        currentWindow = Math.max(currentWindow, a.window());
        if (a.retraining() != null) {
            retrainings
                    .computeIfAbsent(a.camera(), c -> new TreeMap<>())
                    .putIfAbsent(a.window(), a);
        }
    }

    private void event(SidecarEvent e) {
        switch (e.kind()) {
            case PROMOTED, NOT_PROMOTED, RETRAIN_FAILED, CANCELLED -> {
                outcomes.computeIfAbsent(e.requireCamera(), c -> new TreeMap<>())
                        .put(e.timeMillis(), e.kind().name());
                JsonLines.parse(e.payload())
                        .flatMap(p -> JsonLines.as(RetrainResult.class, p))
                        .ifPresent(
                                r ->
                                        results.computeIfAbsent(
                                                        e.requireCamera(), c -> new TreeMap<>())
                                                .put(e.timeMillis(), r));
            }
            default -> {}
        }
    }

    private void window(WindowResult w) {
        windows.computeIfAbsent(w.window(), n -> new TreeMap<>()).put(w.camera(), w);
        firstMillis = Math.min(firstMillis, w.startMillis());
        firstWindow = Math.min(firstWindow, w.window());
        currentWindow = Math.max(currentWindow, w.window() + 1);
    }

    /** Results by window and camera. */
    SortedMap<Long, Map<String, WindowResult>> windows() {
        return windows;
    }

    /** The first allocation of a window with a retraining of the camera. */
    Optional<Allocation> retraining(String camera, long window) {
        return Optional.ofNullable(retrainings.getOrDefault(camera, Map.of()).get(window));
    }

    /** The last retraining that ended in [from, to): the kind of its final event and its result. */
    Optional<Map.Entry<String, RetrainResult>> outcome(String camera, long from, long to) {
        return results.getOrDefault(camera, Map.of()).entrySet().stream()
                .filter(e -> e.getKey() >= from && e.getKey() < to)
                .map(
                        e ->
                                Map.entry(
                                        outcomes.getOrDefault(camera, Map.of())
                                                .getOrDefault(e.getKey(), ""),
                                        e.getValue()))
                .reduce((a, b) -> b);
    }

    /** The running retrainings, each as camera and configuration. */
    List<String> training() {
        return allocations.values().stream()
                .flatMap(
                        a ->
                                Stream.ofNullable(a.retraining())
                                        .map(r -> a.camera() + " " + r.configuration()))
                .toList();
    }

    /** The latest allocation of any camera. */
    Optional<Allocation> latest() {
        return allocations.values().stream().reduce((a, b) -> a.revision() > b.revision() ? a : b);
    }

    /** Accuracy over the last few hundred regions, 0..1; NaN if the true classes are unknown. */
    double recentAccuracy(String camera) {
        RecentRegions r = recentRegions.get(camera);
        return r == null ? Double.NaN : r.correct / r.regions;
    }

    /** Number of the current window within the run, from 0. */
    long currentWindow() {
        return numberInRun(currentWindow);
    }

    /** Event time at which the current window began. */
    long currentWindowStart(long windowMillis) {
        if (windows.isEmpty()) {
            return currentWindow * windowMillis;
        }
        long last = windows.lastKey();
        long start =
                Objects.requireNonNull(windows.get(last)).values().iterator().next().startMillis();
        return start + (currentWindow - last) * windowMillis;
    }

    /** Number of a window within the run, from 0. */
    long numberInRun(long window) {
        return firstWindow == Long.MAX_VALUE ? 0 : Math.max(0, window - firstWindow);
    }

    /** Event time of the first frame; empty if there is none yet. */
    Optional<Long> firstMillis() {
        return firstMillis == Long.MAX_VALUE ? Optional.empty() : Optional.of(firstMillis);
    }
}
