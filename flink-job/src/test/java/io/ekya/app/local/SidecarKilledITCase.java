/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.app.progress.Terminal;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A local run whose sidecar is killed in the middle of a window. */
@Timeout(300)
class SidecarKilledITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Set<String> ENDED = Set.of("PROMOTED", "NOT_PROMOTED");

    /** Much shorter than the outage of the sidecar, much longer than what a busy machine drops. */
    private static final long MAX_GAP_MILLIS = 2_000;

    private static final int WINDOWS = 5;

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "synthetic:", fps: 8, width: 240, height: 136, objects: 5}
              - {id: south, source: "synthetic:", fps: 8, width: 240, height: 136, seed: 2}
            window: {seconds: 10, count: 5}
            sampling: {bursts: 6, offsets: [0, 1, 2]}
            retraining: {epochs: [2], frozenBlocks: [3]}
            scheduler: {policy: "uniform(frozen3-2ep,0.5)", deadline: 0.3}
            sidecar: {minHeldOut: 5}
            flink: {webPort: 0}
            """;

    private final Path folder;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    SidecarKilledITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void inferenceContinuesAndALaterWindowRetrains() throws Exception {
        JobConfig config =
                new ConfigLoader()
                        .parse(
                                "test",
                                CONFIG,
                                List.of("output.folder=" + folder, "output.run=killed"));
        CompletableFuture<Long> killed = CompletableFuture.supplyAsync(this::killDuringRetraining);
        int code =
                new LocalRun(
                                config,
                                new Terminal(
                                        new PrintStream(screen, true, StandardCharsets.UTF_8),
                                        false))
                        .execute();

        assertThat(code).as(() -> screen.toString(StandardCharsets.UTF_8)).isZero();
        long killedAt = killed.get(1, TimeUnit.SECONDS);
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("the sidecar exited with code 137; restarting it");
        List<JsonNode> events = read("events.jsonl");
        assertThat(events)
                .as("one HELLO: the job was not restarted")
                .filteredOn(e -> e.path("kind").asText().equals("HELLO"))
                .hasSize(1);
        assertThat(read("windows.jsonl")).hasSize(2 * WINDOWS);
        for (String camera : List.of("north", "south")) {
            assertThat(longestGap(camera, killedAt))
                    .as("gap between two predictions of " + camera)
                    .isLessThan(MAX_GAP_MILLIS);
            assertThat(retrainedAfter(events, camera, killedAt)).isNotEmpty();
        }
    }

    /** Kills the sidecar when the first retraining has started; returns the time of the kill. */
    private long killDuringRetraining() {
        await().atMost(TIMEOUT)
                .until(
                        () ->
                                read("events.jsonl").stream()
                                        .anyMatch(
                                                e ->
                                                        e.path("kind")
                                                                .asText()
                                                                .equals("RETRAIN_STARTED")));
        ProcessHandle sidecar =
                ProcessHandle.current()
                        .children()
                        .filter(this::isTheSidecar)
                        .findFirst()
                        .orElseThrow();
        sidecar.destroyForcibly();
        return System.currentTimeMillis();
    }

    /** ProcessHandle.Info truncates the command line because of the long class path. */
    private boolean isTheSidecar(ProcessHandle process) {
        try {
            String command =
                    Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return command.contains("--folder=" + folder);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Longest gap between two predictions of a camera after the kill, milliseconds of event time.
     */
    private long longestGap(String camera, long fromMillis) throws IOException {
        long last = fromMillis;
        long longest = 0;
        for (JsonNode p : read("predictions.jsonl")) {
            boolean isPrediction = p.path("how").asText().matches("analysed|carried");
            long time = p.path("timeMillis").asLong();
            if (p.path("camera").asText().equals(camera) && isPrediction && time > fromMillis) {
                longest = Math.max(longest, time - last);
                last = time;
            }
        }
        long end =
                read("windows.jsonl").stream()
                        .mapToLong(w -> w.path("endMillis").asLong())
                        .max()
                        .orElseThrow();
        return Math.max(longest, end - last);
    }

    /** Windows of retrainings that started and ended after the kill. */
    private static List<Long> retrainedAfter(
            List<JsonNode> events, String camera, long afterMillis) {
        List<Long> started = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        for (JsonNode e : events) {
            boolean isLater = e.path("timeMillis").asLong() > afterMillis;
            if (isLater && e.path("camera").asText().equals(camera)) {
                String kind = e.path("kind").asText();
                if (kind.equals("RETRAIN_STARTED")) {
                    started.add(e.path("window").asLong());
                } else if (ENDED.contains(kind) && started.contains(e.path("window").asLong())) {
                    ended.add(e.path("window").asLong());
                }
            }
        }
        return ended;
    }

    /** Complete lines of a file of the run; none if the file does not exist yet. */
    private List<JsonNode> read(String name) throws IOException {
        Path file = folder.resolve("killed").resolve(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
