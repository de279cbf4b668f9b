/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.job.config.ConfigException;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The contents of a run's folder, in chronological order.
 *
 * @param config empty if config.yaml is missing or invalid
 * @param originMillis event time at which the first window starts; 0 without windows
 * @param windows one per camera and window; a repeated line replaces the first
 * @param accuracy true accuracy over time by camera; no entry if the true classes are unknown
 * @param analysed number of frames that students analysed
 * @param problems dead letters
 * @param badLines number of lines in all files that could not be parsed
 */
record RunData(
        String name,
        Optional<JobConfig> config,
        long originMillis,
        List<WindowResult> windows,
        List<TimedAllocation> allocations,
        List<SidecarEvent> events,
        List<DeviceSample> device,
        Map<String, List<AccuracyBins.Bin>> accuracy,
        AnalysedFrames analysed,
        CameraProblems problems,
        int badLines) {

    /** Reads a run's folder; a missing file is treated as empty. */
    static RunData read(Path folder) {
        int[] bad = {0};
        SortedMap<String, WindowResult> windows = new TreeMap<>();
        bad[0] +=
                JsonLines.read(
                        folder.resolve("windows.jsonl"),
                        node ->
                                JsonLines.as(WindowResult.class, node)
                                        .ifPresentOrElse(
                                                w -> windows.put(key(w), w), () -> bad[0]++));
        List<WindowResult> results = List.copyOf(windows.values());
        long origin = results.stream().mapToLong(WindowResult::startMillis).min().orElse(0);

        List<SidecarEvent> events = new ArrayList<>();
        bad[0] +=
                JsonLines.read(
                        folder.resolve("events.jsonl"),
                        node ->
                                JsonLines.as(SidecarEvent.class, node)
                                        .ifPresentOrElse(events::add, () -> bad[0]++));
        List<TimedAllocation> allocations = new ArrayList<>();
        bad[0] +=
                JsonLines.read(
                        folder.resolve("allocations.jsonl"),
                        node ->
                                allocation(node, results)
                                        .ifPresentOrElse(allocations::add, () -> bad[0]++));
        List<DeviceSample> device = device(folder);
        AnalysedFrames analysed = new AnalysedFrames(origin);
        Optional<JobConfig> config = config(folder.resolve("config.yaml"));
        CameraProblems problems =
                new CameraProblems(config.map(c -> c.window().pace()).orElse(1.0));
        bad[0] +=
                JsonLines.read(
                        folder.resolve("deadletters.jsonl"),
                        node -> problems.add(CameraProblems.Problem.of(node)));
        events.sort(Comparator.comparingLong(SidecarEvent::timeMillis));
        allocations.sort(Comparator.comparingLong(TimedAllocation::timeMillis));
        return new RunData(
                String.valueOf(folder.toAbsolutePath().getFileName()),
                config,
                origin,
                results,
                List.copyOf(allocations),
                List.copyOf(events),
                List.copyOf(device),
                accuracy(folder.resolve("predictions.jsonl"), origin, results, analysed, bad),
                analysed,
                problems,
                bad[0]);
    }

    /** Reads device.jsonl; skips lines that cannot be parsed. */
    static List<DeviceSample> device(Path folder) {
        List<DeviceSample> samples = new ArrayList<>();
        JsonLines.read(
                folder.resolve("device.jsonl"),
                node -> JsonLines.as(DeviceSample.class, node).ifPresent(samples::add));
        return samples;
    }

    private static String key(WindowResult w) {
        return "%019d/%s".formatted(w.window(), w.camera());
    }

    private static Optional<TimedAllocation> allocation(JsonNode node, List<WindowResult> windows) {
        return JsonLines.as(Allocation.class, node)
                .map(
                        a ->
                                new TimedAllocation(
                                        node.path("timeMillis").asLong(start(a, windows)), a));
    }

    /** The start of its window stands in for an allocation without a time. */
    private static long start(Allocation a, List<WindowResult> windows) {
        return windows.stream()
                .filter(w -> w.window() == a.window())
                .mapToLong(WindowResult::startMillis)
                .findFirst()
                .orElseGet(
                        () -> windows.stream().mapToLong(WindowResult::endMillis).max().orElse(0));
    }

    private static Optional<JobConfig> config(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(new ConfigLoader().load(file, List.of()))
                    : Optional.empty();
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private static Map<String, List<AccuracyBins.Bin>> accuracy(
            Path file,
            long origin,
            List<WindowResult> windows,
            AnalysedFrames analysed,
            int[] bad) {
        double seconds =
                windows.isEmpty()
                        ? 30
                        : (windows.get(0).endMillis() - windows.get(0).startMillis()) / 1000.0;
        Map<String, AccuracyBins> cameras = new TreeMap<>();
        bad[0] +=
                JsonLines.read(
                        file,
                        node -> {
                            analysed.add(node);
                            cameras.computeIfAbsent(
                                            node.path("camera").asText(),
                                            c -> new AccuracyBins(origin, seconds / 15))
                                    .add(node);
                        });
        Map<String, List<AccuracyBins.Bin>> bins = new TreeMap<>();
        cameras.forEach((camera, b) -> bins.put(camera, b.bins()));
        bins.values().removeIf(List::isEmpty);
        return bins;
    }

    /** The camera ids: in the order of the configuration, then others with results, sorted. */
    List<String> cameras() {
        Stream<String> configured =
                config.stream().flatMap(c -> c.cameras().stream().map(x -> x.id()));
        Stream<String> seen = windows.stream().map(WindowResult::camera).sorted();
        return Stream.concat(configured, seen).distinct().toList();
    }

    List<WindowResult> windowsOf(String camera) {
        return windows.stream().filter(w -> w.camera().equals(camera)).toList();
    }

    List<TimedAllocation> allocationsOf(String camera) {
        return allocations.stream().filter(a -> a.allocation().camera().equals(camera)).toList();
    }

    List<SidecarEvent> eventsOf(String camera) {
        return events.stream().filter(e -> camera.equals(e.camera())).toList();
    }

    /** The sum of one component of all cameras' allocations over time. */
    Steps total(ToDoubleFunction<Allocation> component) {
        return Steps.sum(
                cameras().stream().map(c -> Steps.of(this, allocationsOf(c), component)).toList());
    }

    double gpus() {
        return config.map(JobConfig::gpus).orElse(1.0);
    }

    /** End of the last window, seconds since the origin. */
    double lengthSeconds() {
        return windows.stream().mapToLong(WindowResult::endMillis).max().orElse(originMillis)
                        / 1000.0
                - originMillis / 1000.0;
    }

    double seconds(long timeMillis) {
        return (timeMillis - originMillis) / 1000.0;
    }

    /** Use of the device in a window, as accounted by the operating system. */
    DeviceUse deviceUse(long window) {
        return windows.stream()
                .filter(w -> w.window() == window)
                .findFirst()
                .map(w -> DeviceUse.between(device, w.startMillis(), w.endMillis(), gpus()))
                .orElse(DeviceUse.UNKNOWN);
    }

    /** Number of a window within the run, from 0. */
    long numberInRun(long window) {
        return window - windows.stream().mapToLong(WindowResult::window).min().orElse(0);
    }

    List<Long> windowNumbers() {
        return windows.stream().map(WindowResult::window).distinct().sorted().toList();
    }
}
