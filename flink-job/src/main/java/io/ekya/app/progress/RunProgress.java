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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run's files say so far; reads only what was added since the last look. */
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
    private final Map<String, Recent> recent = new LinkedHashMap<>();
    private long firstMillis = Long.MAX_VALUE;
    private long currentWindow;
    private long frames;

    /** Right answers and regions of a camera's last few hundred regions. */
    private static final class Recent {
        private double right;
        private double regions;

        void add(int rightMore, int regionsMore) {
            double fade = Math.pow(0.997, regionsMore);
            right = fade * right + rightMore;
            regions = fade * regions + regionsMore;
        }
    }

    RunProgress(Path folder) {
        windowTail = new FileTail(folder.resolve("windows.jsonl"));
        allocationTail = new FileTail(folder.resolve("allocations.jsonl"));
        eventTail = new FileTail(folder.resolve("events.jsonl"));
        predictionTail = new FileTail(folder.resolve("predictions.jsonl"));
    }

    /** Takes in what is new; gives the events among it. */
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
        frames += 1 + node.path("droppedFrames").asInt();
        currentWindow = Math.max(currentWindow, node.path("window").asLong());
        firstMillis = Math.min(firstMillis, node.path("timeMillis").asLong(Long.MAX_VALUE));
        JsonNode truth = node.path("truth");
        JsonNode classes = node.path("classes");
        int right = 0;
        int regions = 0;
        for (int i = 0; i < truth.size(); i++) {
            if (truth.path(i).asInt(-1) >= 0) {
                regions++;
                right += classes.path(i).asInt(-1) == truth.path(i).asInt() ? 1 : 0;
            }
        }
        if (regions > 0) {
            recent.computeIfAbsent(node.path("camera").asText(), c -> new Recent())
                    .add(right, regions + node.path("droppedRegions").asInt());
        }
    }

    private void allocation(Allocation a) {
        allocations.put(a.camera(), a);
        currentWindow = Math.max(currentWindow, a.window());
        if (!a.retraining().isEmpty()) {
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
        currentWindow = Math.max(currentWindow, w.window() + 1);
    }

    /** Results of each window, by camera. */
    SortedMap<Long, Map<String, WindowResult>> windows() {
        return windows;
    }

    /** The first allocation of a window that gave the camera a retraining. */
    Optional<Allocation> retraining(String camera, long window) {
        return Optional.ofNullable(retrainings.getOrDefault(camera, Map.of()).get(window));
    }

    /** The retraining that ended in a stretch of time, and how. */
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

    /** Cameras that are being retrained now, each with its configuration. */
    List<String> training() {
        return allocations.values().stream()
                .filter(a -> !a.retraining().isEmpty())
                .map(a -> a.camera() + " " + a.retraining())
                .toList();
    }

    /** The newest allocation of any camera. */
    Optional<Allocation> newest() {
        return allocations.values().stream().reduce((a, b) -> a.revision() > b.revision() ? a : b);
    }

    /** Share of right answers over the last few hundred regions; NaN where truth is unknown. */
    double recentAccuracy(String camera) {
        Recent r = recent.get(camera);
        return r == null ? Double.NaN : r.right / r.regions;
    }

    long currentWindow() {
        return currentWindow;
    }

    long frames() {
        return frames;
    }

    /** Event time of the first frame; empty before it. */
    Optional<Long> firstMillis() {
        return firstMillis == Long.MAX_VALUE ? Optional.empty() : Optional.of(firstMillis);
    }
}
