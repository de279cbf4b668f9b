/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.bench.cluster.FaultPlan.Phase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The job of a site with four cameras.
 *
 * @param sidecar number of its sidecar
 * @param folder of configuration and results
 */
record SiteJob(String site, int sidecar, Path folder) {
    private static final int CAMERAS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An event of the sidecar's journal, as the job has written it.
     *
     * @param journal changes when the sidecar loses its folder
     */
    record Event(String journal, String kind, long timeMillis) {}

    /** Returns the keys of its cameras. */
    List<String> keys() {
        return IntStream.rangeClosed(1, CAMERAS).mapToObj(i -> site + "/camera-" + i).toList();
    }

    /** Returns the option of {@code ekya cluster submit} that chooses its sidecar. */
    List<String> sidecarOption() {
        return List.of("--sidecar", Integer.toString(sidecar));
    }

    /** Returns the file of its configuration. */
    Path configuration() {
        return folder.resolve(site + ".yaml");
    }

    /** Writes the configuration. */
    void writeConfiguration(FaultPlan plan) throws IOException {
        StringBuilder cameras = new StringBuilder();
        for (String key : keys()) {
            cameras.append(
                    "  - {id: %s, source: \"kafka:\", fps: %d, width: %d, height: %d}%n"
                            .formatted(
                                    key.substring(site.length() + 1),
                                    plan.fps(),
                                    StreetClip.WIDTH,
                                    StreetClip.HEIGHT));
        }
        Files.writeString(
                configuration(),
                """
                site: %s
                gpus: 0.5
                cameras:
                %swindow: {seconds: %d}
                sampling: {bursts: 5, offsets: [0, 1]}
                teacher: {share: 0.2}
                sidecar: {minHeldOut: 10}
                inference: {everyNth: [1, 2], sides: [32]}
                retraining: {epochs: [1], frozenBlocks: [3]}
                scheduler: {deadline: 0.3}
                flink: {parallelism: 2, checkpointMillis: 1000}
                output: {to: [files, kafka], folder: "%s", run: %s, predictions: %s}
                """
                        .formatted(
                                site,
                                cameras,
                                plan.windowSeconds(),
                                folder,
                                site,
                                plan.has(Phase.COMPARE_ANSWERS)));
    }

    /** Returns the events that were written so far. */
    List<Event> events() throws IOException {
        List<Event> events = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve(site), "events*.jsonl")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    if (line.endsWith("}")) { // otherwise it is being written
                        JsonNode event = JSON.readTree(line);
                        events.add(
                                new Event(
                                        event.path("journal").asText(),
                                        event.path("kind").asText(),
                                        event.path("timeMillis").asLong()));
                    }
                }
            }
        }
        return events;
    }

    long lastEventMillis() throws IOException {
        return events().stream().mapToLong(Event::timeMillis).max().orElse(0);
    }
}
