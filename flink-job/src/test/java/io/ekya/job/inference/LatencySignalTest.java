/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.ToyModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.client.Sidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.vision.Crops;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The latency signal of a subtask with a real sidecar that trains without end. */
@Timeout(60)
class LatencySignalTest {
    private static final String SITE = "edge";
    private static final double SHARE = 0.8;
    private static final int CROPS = 100;

    private final SidecarServer server;
    private final FlightSidecar client;
    private final AtomicLong now = new AtomicLong();

    LatencySignalTest(@TempDir Path folder) throws IOException {
        ModelFile base = ToyModels.studentKnowing(3);
        this.server =
                new SidecarServer(
                        SidecarOptions.local(folder, EvaluationSettings.DEFAULT),
                        new EndlessLearner(),
                        base,
                        bytes -> new ModelFile(base.architecture(), bytes));
        this.client = new FlightSidecar("127.0.0.1", server.port());
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private void train() {
        HelloReply hello = client.hello(new HelloRequest(SITE, List.of("cam")));
        client.put(
                SITE,
                "cam",
                0,
                new LabelledCrops(
                        new Crops(8, new byte[CROPS * 3 * 8 * 8]),
                        new int[CROPS],
                        LongStream.range(0, CROPS).map(i -> 2_000 * i).toArray()));
        client.retrain(
                new RetrainRequest(
                        SITE,
                        hello.epoch(),
                        1,
                        "cam",
                        0,
                        new RetrainingConfiguration("endless", 1, 16, 0, 0, 1),
                        0.9,
                        SHARE));
        awaitShare(SHARE, () -> {});
    }

    private void awaitShare(double share, Runnable meanwhile) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> {
                            meanwhile.run();
                            SidecarStatus status = Json.read(client.status(), SidecarStatus.class);
                            assertThat(status.requestedShares()).isCloseTo(share, within(1e-6));
                        });
    }

    private static LatencySignal signal(Sidecar sidecar) {
        return new LatencySignal(SITE, "infer-0", 100, sidecar, new ThreadFailure());
    }

    /** A second of predictions by the test's clock. */
    private void second(LatencySignal signal, long latencyMillis) {
        for (int i = 0; i < 10; i++) {
            signal.record(now.getAndAdd(100), latencyMillis);
        }
    }

    @Test
    void trainingYieldsWhilePredictionsAreLateAndThenGetsItsShareBack() throws Exception {
        train();
        FlightSidecar own = new FlightSidecar("127.0.0.1", server.port());
        try (LatencySignal signal = signal(own)) {
            signal.start();
            awaitShare(SHARE / 4, () -> second(signal, 400));
            second(signal, 20);
            second(signal, 20);
            awaitShare(SHARE, () -> {});
        }
    }

    @Test
    void anUnavailableSidecarBlocksNothingAndReceivesNoStaleReports() throws Exception {
        InMemorySidecar sidecar = InMemorySidecar.start("latency-test");
        sidecar.setUnavailable(true);
        try (LatencySignal signal = signal(sidecar)) {
            signal.start();
            second(signal, 300);
            second(signal, 300);
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            sidecar.setUnavailable(false);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                second(signal, 400);
                                return !sidecar.commands(LatencyReport.class).isEmpty();
                            });
            assertThat(sidecar.commands(LatencyReport.class))
                    .extracting(LatencyReport::latencyMillis)
                    .containsOnly(400.0);
        }
    }

    private static final class EndlessLearner implements Learner {
        @Override
        public Classifier open(ModelFile model) {
            throw new UnsupportedOperationException("no student is evaluated");
        }

        @Override
        public Training train(
                ModelFile start,
                LabelledCrops data,
                RetrainingConfiguration configuration,
                long seed) {
            return new EndlessTraining();
        }
    }

    /** Mini-batches of a millisecond. */
    private static final class EndlessTraining implements Training {
        @Override
        public boolean step() {
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return true;
        }

        @Override
        public int epochsDone() {
            return 0;
        }

        @Override
        public int stepsDone() {
            return 0;
        }

        @Override
        public int stepsTotal() {
            return Integer.MAX_VALUE;
        }

        @Override
        public double lastLoss() {
            return Double.NaN;
        }

        @Override
        public Classifier current() {
            throw new UnsupportedOperationException("no student is evaluated");
        }

        @Override
        public ModelFile snapshot() {
            throw new UnsupportedOperationException("the training never ends");
        }

        @Override
        public void close() {}
    }
}
