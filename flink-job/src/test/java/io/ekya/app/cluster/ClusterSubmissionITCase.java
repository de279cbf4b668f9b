/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
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
 * Runs the job's jar twice on a standalone cluster without Kafka's classes, because native
 * libraries, classes and threads that outlive a job only affect the next one. One camera and all
 * results go through a broker that asks for a password.
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
              - {id: east, source: "kafka:", fps: 5, width: 64, height: 48}
            window: {seconds: 3}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            retraining: {epochs: [1]}
            flink: {parallelism: 2, checkpointMillis: 1000}
            output: {to: [files, kafka]}
            kafka:
              bootstrapServers: "BROKER"
              properties:
                security.protocol: SASL_PLAINTEXT
                sasl.mechanism: PLAIN
                sasl.jaas.config: >-
                  org.apache.kafka.common.security.plain.PlainLoginModule required
                  username="USER" password="PASSWORD";
                compression.type: zstd
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

    private static final List<String> RESULTS =
            List.of("ekya.predictions", "ekya.windows", "ekya.events", "ekya.plans");

    private final Path folder;

    ClusterSubmissionITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theJarRunsAgainAfterCancellation() throws Exception {
        Path jar = TARGET.resolve("ekya-job.jar");
        assertThat(jar).as("built in the package phase").exists();
        ClusterFolder own = ClusterFolder.at(folder.resolve("cluster"));
        Cluster cluster = new Cluster(own, System.out::println);
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"));
                FrameProducer producer =
                        new FrameProducer(broker, "ekya.frames", List.of("edge/east"))) {
            broker.createTopics(
                    Stream.concat(RESULTS.stream(), Stream.of("ekya.frames", "ekya.deadletters"))
                            .collect(Collectors.toMap(topic -> topic, topic -> 1)));
            producer.start();
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

            runAndCancel(rest, threads, jar, sidecar, broker, "first");
            runAndCancel(rest, threads, jar, sidecar, broker, "second");

            assertThat(Files.readString(own.log("taskmanager-1")))
                    .doesNotContain("UnsatisfiedLinkError", "already loaded in another")
                    .doesNotContain(TestingBroker.PASSWORD);
            assertThat(Files.readString(own.logs().resolve("taskmanager-1.out")))
                    .doesNotContain("NoClassDefFoundError");
        } finally {
            cluster.stop();
        }
    }

    private void runAndCancel(
            FlinkRest rest,
            TaskManagerThreads threads,
            Path jar,
            String sidecar,
            TestingBroker broker,
            String run)
            throws Exception {
        Map<String, Integer> before = committed(broker);
        ClusterJobs jobs = new ClusterJobs(rest, new Waiting(System.out::println));
        List<String> sets =
                List.of(
                        "sidecar.address=" + sidecar,
                        "output.folder=" + folder.resolve("out"),
                        "output.run=" + run);
        String config =
                CONFIG.replace("BROKER", broker.saslBootstrapServers())
                        .replace("USER", TestingBroker.USER)
                        .replace("PASSWORD", TestingBroker.PASSWORD);
        String job =
                jobs.submit(
                        jar,
                        new ClusterJobs.Submission(
                                JobArguments.of(config, List.of(), sets), null, null));
        jobs.awaitRunning(job);
        Path results = folder.resolve("out").resolve(run);
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofSeconds(1)) // a consumer for each topic
                .untilAsserted(
                        () -> {
                            assertThat(lines(results.resolve("windows.jsonl")))
                                    .anyMatch(w -> w.contains("\"camera\":\"north\""))
                                    .anyMatch(w -> w.contains("\"camera\":\"south\""))
                                    .anyMatch(w -> w.contains("\"camera\":\"east\""));
                            assertThat(lines(results.resolve("predictions.jsonl")))
                                    .anyMatch(p -> p.contains("\"how\":\"analysed\""));
                            assertThat(lines(results.resolve("events.jsonl")))
                                    .anyMatch(e -> e.contains("\"kind\":\"PROFILED\""));
                            // Also aborts transactions that a cancelled job has left open.
                            assertThat(committed(broker))
                                    .allSatisfy(
                                            (topic, count) ->
                                                    assertThat(count)
                                                            .as(topic)
                                                            .isGreaterThan(before.get(topic)));
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

    private static Map<String, Integer> committed(TestingBroker broker) {
        return RESULTS.stream()
                .collect(Collectors.toMap(topic -> topic, topic -> broker.committed(topic).size()));
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
