/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the job's jar twice on a standalone cluster, because native libraries and threads that
 * outlive a job only affect the next one.
 */
@Timeout(300)
class ClusterSubmissionITCase {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "synthetic:", fps: 5, width: 160, height: 96, objects: 3}
              - {id: south, source: "synthetic:", fps: 5, width: 160, height: 96, objects: 3}
            window: {seconds: 3}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            retraining: {epochs: [1]}
            flink: {parallelism: 2, checkpointMillis: 1000}
            """;

    /** Name prefixes of the threads that the job keeps in a TaskManager while it runs. */
    private static final List<String> THREADS =
            List.of(
                    "camera north",
                    "camera south",
                    "camera silence",
                    "teacher ",
                    "labels ",
                    "latency of infer-",
                    "apply ",
                    "sidecar-events");

    private final Path folder;

    ClusterSubmissionITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void runsAgainAfterCancellation() throws Exception {
        Path jar = TARGET.resolve("ekya-job.jar");
        assertThat(jar).as("built in the package phase").exists();
        ClusterFolder own = ClusterFolder.at(folder.resolve("cluster"));
        Cluster cluster = new Cluster(own, System.out::println);
        try {
            ClusterState state =
                    cluster.start(
                            new ClusterSettings(
                                    1,
                                    2,
                                    1,
                                    false,
                                    null,
                                    List.of("--gpus=1.0"),
                                    Map.of("rest.port", "0")),
                            classPath());
            String sidecar = state.ports().sidecars().get(0).address();
            FlinkRest rest = new FlinkRest(state.ports().webUi());
            TaskManagerThreads threads = new TaskManagerThreads(state);

            runAndCancel(rest, threads, jar, sidecar, "first");
            runAndCancel(rest, threads, jar, sidecar, "second");

            assertThat(Files.readString(own.log("taskmanager-1")))
                    .doesNotContain("UnsatisfiedLinkError", "already loaded in another");
            assertThat(Files.readString(own.logs().resolve("taskmanager-1.out")))
                    .doesNotContain("NoClassDefFoundError");
        } finally {
            cluster.stop();
        }
    }

    private void runAndCancel(
            FlinkRest rest, TaskManagerThreads threads, Path jar, String sidecar, String run)
            throws Exception {
        ClusterJobs jobs = new ClusterJobs(rest, new Waiting(System.out::println));
        List<String> sets =
                List.of(
                        "sidecar.address=" + sidecar,
                        "output.folder=" + folder.resolve("out"),
                        "output.run=" + run);
        String job =
                jobs.submit(
                        jar,
                        new ClusterJobs.Submission(
                                JobArguments.of(CONFIG, List.of(), sets), null, null));
        jobs.awaitRunning(job);
        Path results = folder.resolve("out").resolve(run);
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> {
                            assertThat(lines(results.resolve("windows.jsonl")))
                                    .anyMatch(w -> w.contains("\"camera\":\"north\""))
                                    .anyMatch(w -> w.contains("\"camera\":\"south\""));
                            assertThat(lines(results.resolve("predictions.jsonl")))
                                    .anyMatch(p -> p.contains("\"how\":\"analysed\""));
                            assertThat(lines(results.resolve("events.jsonl")))
                                    .anyMatch(e -> e.contains("\"kind\":\"PROFILED\""));
                        });
        assertThat(rest.get("/jobs/" + job).path("state").asText()).isEqualTo("RUNNING");
        assertThat(
                        rest.get("/jobs/" + job + "/exceptions")
                                .path("exceptionHistory")
                                .path("entries"))
                .isEmpty();

        List<String> running = threads.names();
        assertThat(THREADS)
                .as("all are among the threads %s", running)
                .allMatch(prefix -> running.stream().anyMatch(t -> t.startsWith(prefix)));

        jobs.cancel(job);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(threads.names()).isEmpty());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /**
     * Returns Flink's jars from this test's class path and the jars that the build adds to Flink's.
     */
    static List<Path> classPath() throws IOException {
        List<Path> added;
        try (Stream<Path> jars = Files.list(TARGET.resolve("flink-lib"))) {
            added = jars.sorted().toList();
        }
        assertThat(added).isNotEmpty();
        Set<String> names =
                added.stream().map(p -> p.getFileName().toString()).collect(Collectors.toSet());
        List<Path> all = new ArrayList<>(added);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            String name = String.valueOf(jar.getFileName());
            boolean isEkya = name.startsWith("ekya") || !name.endsWith(".jar");
            boolean isTestLibrary =
                    name.matches(
                            ".*(test|junit|jqwik|assertj|awaitility|archunit|kafka|scala|networknt).*");
            if (!isEkya && !isTestLibrary && !names.contains(name)) {
                all.add(jar);
            }
        }
        return all;
    }
}
