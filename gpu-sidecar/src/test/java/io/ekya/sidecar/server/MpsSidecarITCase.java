/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.device.DeviceName;
import io.ekya.learn.Architecture;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.mps.StandInTools;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sidecar that retrains in separate processes, each with its share in the environment. The
 * processes train on the CPU; a script replaces NVIDIA's control command.
 */
@Timeout(240)
class MpsSidecarITCase {
    private static final String SITE = "site";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ModelFile BASE =
            DjlLearner.untrained(new Architecture("resnet", 8, 16, 16), 1);

    private static LabelledCrops labels() {
        int count = 200;
        byte[] bgr = new byte[count * 3 * 16 * 16];
        new Random(1).nextBytes(bgr);
        int[] labels = new int[count];
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % ObjectClass.COUNT;
            times[i] = 2_000L * i;
        }
        return new LabelledCrops(new Crops(16, bgr), labels, times);
    }

    private static RetrainRequest retrain(
            HelloReply hello, long revision, String camera, int epochs, double share) {
        return new RetrainRequest(
                SITE,
                hello.epoch(),
                revision,
                camera,
                0,
                new RetrainingConfiguration("e" + epochs, epochs, 16, 0, 0, 1),
                0.5,
                share);
    }

    private static SidecarStatus status(FlightSidecar client) {
        return Json.read(client.status(), SidecarStatus.class);
    }

    private static Optional<JobStatus> job(FlightSidecar client, String camera) {
        return status(client).jobs().stream().filter(j -> j.camera().equals(camera)).findFirst();
    }

    private static int steps(FlightSidecar client, String camera) {
        return job(client, camera).map(JobStatus::stepsDone).orElse(-1);
    }

    @Test
    void retrainsConcurrentlyInProcessesWithTheirShares(@TempDir Path folder) throws IOException {
        StandInTools tools = new StandInTools(folder.resolve("bin"));
        SidecarOptions options =
                SidecarOptions.local(folder.resolve("data"), EvaluationSettings.DEFAULT);
        try (SidecarDevice device =
                        SidecarDevice.divided(
                                DeviceName.CPU,
                                1,
                                folder.resolve("data"),
                                tools.environment(),
                                Duration.ZERO);
                SidecarServer server = new SidecarServer(options, device, BASE, ModelFile::read);
                FlightSidecar client = new FlightSidecar("127.0.0.1", server.port())) {
            HelloReply hello = client.hello(new HelloRequest(SITE, List.of("a", "b")));
            client.put(SITE, "a", 0, labels());
            client.put(SITE, "b", 0, labels());
            client.retrain(retrain(hello, 1, "a", 100_000, 0.3));
            client.retrain(retrain(hello, 2, "b", 100_000, 0.4));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> steps(client, "a") > 3 && steps(client, "b") > 3);
            assertThat(status(client).sharesEnforced()).isTrue();
            assertThat(status(client).requestedShares()).isEqualTo(0.7);

            int before = steps(client, "a");
            client.resize(new ResizeRequest(SITE, hello.epoch(), 3, "a", 0.6));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> status(client).sharesEnforced() && steps(client, "a") > before);
            assertThat(job(client, "a").orElseThrow().share()).isEqualTo(0.6);

            client.cancel(new CancelRequest(SITE, hello.epoch(), 4, "b"));
            client.retrain(retrain(hello, 5, "a", 2, 0.6));
            assertThat(awaitCompletion(client, hello, 0)).endsWith("PROMOTED e2");
            Awaitility.await().atMost(PATIENCE).until(() -> job(client, "b").isEmpty());

            tools.crash();
            Awaitility.await().atMost(PATIENCE).until(() -> !status(client).sharesEnforced());
        }
        assertThat(folder.resolve("data").resolve("training")).isEmptyDirectory();
    }

    /** Returns the event kind and configuration of the first completed retraining. */
    private static String awaitCompletion(FlightSidecar client, HelloReply hello, long from) {
        try (EventStream events = client.events(SITE, hello.journal(), from)) {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                SidecarEvent event = events.poll(Duration.ofSeconds(1));
                                return event == null
                                                || (event.kind() != EventKind.PROMOTED
                                                        && event.kind() != EventKind.NOT_PROMOTED)
                                        ? ""
                                        : event.kind()
                                                + " "
                                                + Json.read(event.payload(), RetrainResult.class)
                                                        .configuration();
                            },
                            completion -> !completion.isEmpty());
        }
    }
}
