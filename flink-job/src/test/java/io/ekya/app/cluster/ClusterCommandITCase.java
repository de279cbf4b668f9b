/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.sidecar.cli.TokenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands, with the real processes; {@code bench cluster-faults} starts a broker as well. */
@Timeout(300)
class ClusterCommandITCase {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Another test may start a cluster at the same moment. */
    private static final String ANY_PORT = "-Drest.port=0";

    /** ZooKeeper gives up a killed JobManager after this time. */
    private static final String SHORT_SESSIONS =
            "-Dhigh-availability.zookeeper.client.session-timeout=8s";

    private static final Pattern SAVEPOINT = Pattern.compile("savepoint: (\\S+)");
    private static final String JAR = Path.of("target/ekya-job.jar").toAbsolutePath().toString();

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "synthetic:", fps: 5, width: 160, height: 96, objects: 3}
            window: {seconds: 3}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            retraining: {epochs: [1]}
            flink: {checkpointMillis: 1000}
            """;

    private final Path root;
    private final ClusterFolder folder;
    private final Path conf;
    private String printed = "";

    ClusterCommandITCase(@TempDir Path root) {
        this.root = root;
        this.folder = ClusterFolder.at(root.resolve("cluster"));
        this.conf = root.resolve("conf.yaml");
    }

    @BeforeEach
    void writeConfiguration() throws IOException {
        Files.writeString(conf, CONFIG);
    }

    @AfterEach
    void stop() throws Exception {
        if (ClusterState.read(folder).isPresent()) {
            new Cluster(folder, System.out::println).stop();
        }
    }

    @Test
    void aJobIsCheckedMovesThroughASavepointAndSurvivesACrashOfBothManagers() throws Exception {
        assertThat(run("start", "--ha", "--slots", "2", ANY_PORT, SHORT_SESSIONS)).isZero();
        assertThat(printed).contains("web UI at http://127.0.0.1:").contains("taskmanager-1");
        ClusterState started = ClusterState.require(folder);
        assertThat(run("start")).as("a second start changes nothing").isZero();
        assertThat(ClusterState.require(folder)).isEqualTo(started);
        assertPrivate(started);
        assertUiRefusesOtherOrigins(started);
        assertRefusedBeforeSubmission();

        assertThat(submit("--set", "output.run=first")).isZero();
        assertThat(printed).contains("the job runs").contains("results in " + results("first"));
        awaitPredictions("first");
        assertThat(run("status")).isZero();
        assertThat(printed).contains("RUNNING");

        assertThat(run("savepoint", "--stop")).isZero();
        Matcher path = SAVEPOINT.matcher(printed);
        assertThat(path.find()).isTrue();
        assertThat(Path.of(URI.create(path.group(1)))).isDirectoryContaining("glob:**/_metadata");
        assertThat(run("cancel")).as("no job runs any more").isEqualTo(1);

        assertThat(submit("--from-savepoint", path.group(1), "-p", "2")).isZero();
        String restored = jobs().choose(null);
        assertThat(checkpoints(restored).path("counts").path("restored").asInt()).isEqualTo(1);

        kill("taskmanager-1");
        kill("jobmanager");
        assertThat(run("status")).isEqualTo(1);
        assertThat(printed).containsPattern("taskmanager-1 +exited");
        assertThat(run("start")).isZero();
        jobs().awaitRunning(restored);
        assertThat(checkpoints(restored).path("counts").path("restored").asInt()).isPositive();

        assertThat(run("cancel")).isZero();
        assertThat(run("stop")).isZero();
        assertThat(started.anyRunning()).isFalse();
        assertThat(run("status")).isEqualTo(1);
        assertThat(printed).contains("is stopped");
    }

    private void assertRefusedBeforeSubmission() throws Exception {
        assertThat(submit("--sidecar", "2")).isEqualTo(1);
        assertThat(printed).contains("--sidecar must be from 1 to 1");
        assertThat(submit("--set", "gpus=2.0")).isEqualTo(1);
        assertThat(printed).contains("--gpus=2.0").contains("ekya cluster start --config " + conf);
        assertThat(submit("--set", "fps=2")).isEqualTo(2);
        assertThat(jobs().all()).isEmpty();
        assertThat(run("start", "--slots", "3")).isEqualTo(1);
        assertThat(printed).contains("runs with other settings");
    }

    private void assertPrivate(ClusterState state) throws IOException {
        assertThat(permissions(folder.path())).isEqualTo("rwx------");
        assertThat(permissions(folder.sidecar("sidecar"))).isEqualTo("rwx------");
        String token = TokenFile.read(folder.sidecar("sidecar"));
        assertThat(token).hasSizeGreaterThan(20);
        for (ClusterProcess process : state.processes()) {
            assertThat(
                            Files.readString(
                                    Path.of("/proc", Long.toString(process.pid()), "cmdline"),
                                    StandardCharsets.ISO_8859_1))
                    .as("command line of %s", process.name())
                    .contains("java")
                    .doesNotContain(token);
        }
    }

    private static void assertUiRefusesOtherOrigins(ClusterState state) throws Exception {
        String ui = state.ports().webUi();
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(ui + "/config"))
                                        .header("Origin", "http://example.org")
                                        .build(),
                                BodyHandlers.ofString());
        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(ui);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void awaitPredictions(String run) {
        Path file = results(run).resolve("predictions.jsonl");
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(file).exists().content().contains("\"how\":\"analysed\""));
    }

    private Path results(String run) {
        return root.resolve("out").resolve(run);
    }

    private void kill(String name) throws IOException {
        ClusterProcess process = ClusterState.require(folder).running(name).orElseThrow();
        process.handle().orElseThrow().destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    private FlinkRest rest() throws IOException {
        return new FlinkRest(ClusterState.require(folder).ports().webUi());
    }

    private ClusterJobs jobs() throws IOException {
        return new ClusterJobs(rest(), new Waiting(System.out::println));
    }

    private JsonNode checkpoints(String job) throws IOException {
        return rest().get("/jobs/" + job + "/checkpoints");
    }

    private int submit(String... more) {
        List<String> arguments = new ArrayList<>(List.of("submit", conf.toString(), "--jar", JAR));
        arguments.addAll(List.of("--set", "output.folder=" + root.resolve("out")));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        CommandLine line = new CommandLine(new ClusterCommand());
        line.setOut(writer);
        line.setErr(writer);
        line.setExecutionExceptionHandler(
                (e, failed, parsed) -> {
                    writer.println(e.getMessage());
                    return e instanceof io.ekya.job.config.ConfigException ? 2 : 1;
                });
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--folder", folder.path().toString()));
        int code = line.execute(all.toArray(String[]::new));
        printed = text.toString();
        System.out.println("ekya cluster " + String.join(" ", arguments) + ": " + code);
        System.out.println(printed);
        return code;
    }
}
