/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.command.ChildJvm;
import io.ekya.learn.Architecture;
import io.ekya.learn.DjlLearner;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.cli.Main;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar in a separate process, with the DJL learner. */
@Timeout(120)
class SidecarProcessITCase {
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Path folder;
    private final Path log;
    private final Path base;
    private final List<Process> processes = new ArrayList<>();

    SidecarProcessITCase(@TempDir Path temporary) throws IOException {
        this.folder = temporary.resolve("sidecar");
        this.log = temporary.resolve("log");
        this.base = temporary.resolve("base.ekya");
        Files.write(base, DjlLearner.untrained(new Architecture("resnet", 8, 16, 16), 1).bytes());
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(int port, String... more) throws IOException {
        Files.deleteIfExists(folder.resolve("port"));
        List<String> arguments = new ArrayList<>(List.of("--folder", folder.toString()));
        arguments.addAll(List.of("--base-student", base.toString(), "--min-held-out", "30"));
        arguments.addAll(List.of("--checkpoint-margin", "1")); // disables checkpoints
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of(more));
        List<String> command =
                ChildJvm.command(List.of("-Xmx512m"), Main.class.getName(), arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        processes.add(process);
        Awaitility.await()
                .atMost(STARTUP)
                .until(() -> !process.isAlive() || Files.exists(folder.resolve("port")));
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        return process;
    }

    private int port() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("port")));
    }

    private static RetrainRequest retrain(HelloReply hello, long revision, int epochs) {
        return new RetrainRequest(
                SITE,
                hello.epoch(),
                revision,
                "cam0",
                0,
                TestLabels.configuration("c" + epochs, epochs),
                0.9,
                1.0);
    }

    @Test
    void keepsPublishedStudentsWhenKilledDuringARetraining() throws Exception {
        Process first = start(0);
        int port = port();
        try (FlightSidecar client = new FlightSidecar("127.0.0.1", port)) {
            HelloReply hello = client.hello(new HelloRequest(SITE, List.of("cam0")));
            client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
            client.retrain(retrain(hello, 1, 12));
            List<SidecarEvent> events =
                    RunningSidecar.await(client, hello.journal(), 0, kind(EventKind.PROMOTED));
            SidecarEvent promoted = events.get(events.size() - 1);
            String student =
                    requireNonNull(Json.read(promoted.payload(), RetrainResult.class).sha256());
            client.retrain(retrain(hello, 2, 100_000));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> requireNonNull(status(client).jobs().get(0).stepsDone()) > 10);
            first.destroyForcibly();
            assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();

            Process second = start(port);
            List<SidecarEvent> replayed =
                    RunningSidecar.await(
                            client, hello.journal(), 0, kind(EventKind.RETRAIN_FAILED));
            for (int i = 0; i < replayed.size(); i++) {
                assertThat(replayed.get(i).n()).isEqualTo(i);
            }
            assertThat(replayed).startsWith(events.toArray(SidecarEvent[]::new));
            assertThat(client.model(student).sha256()).isEqualTo(student);
            HelloReply again = client.hello(new HelloRequest(SITE, List.of("cam0")));
            assertThat(again.students().get("cam0"))
                    .extracting(HelloReply.Serving::sha256)
                    .isEqualTo(student);
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files).noneMatch(f -> f.toString().endsWith(".tmp"));
            }
            second.destroy();
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(log)).contains("ready port=" + port);
        }
    }

    private static SidecarStatus status(FlightSidecar client) {
        return Json.read(client.status(), SidecarStatus.class);
    }

    @Test
    void exitsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        processes.add(parent);
        Process sidecar = start(0, "--parent-pid", Long.toString(parent.pid()));
        parent.destroyForcibly();
        assertThat(sidecar.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sidecar.exitValue()).isZero();
    }
}
