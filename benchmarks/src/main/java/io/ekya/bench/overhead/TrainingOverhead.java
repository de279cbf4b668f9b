/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import ai.djl.Device;
import io.ekya.bench.overhead.RecordingLearner.Trained;
import io.ekya.learn.BaseModels;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.TrainingSettings;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.Sidecar;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Crops per second that a sidecar trains at share 1.0, commanded over Flight, from the start of the
 * first mini-batch to the end of the last.
 */
final class TrainingOverhead {
    private static final String SITE = "training";
    private static final RetrainingConfiguration CONFIGURATION =
            new RetrainingConfiguration("all-1ep", 1, 32, 0, 0, 1.0);

    /** Without augmentation, as in the plain DJL loop. */
    static final DjlLearner LEARNER =
            new DjlLearner(
                    Device.cpu(),
                    new TrainingSettings(
                            TrainingSettings.DEFAULT.learningRate(),
                            TrainingSettings.DEFAULT.momentum(),
                            TrainingSettings.DEFAULT.weightDecay(),
                            false,
                            1));

    /** Warm-up rounds, in which code is compiled. */
    private static final int WARM_UP = 2;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Set<EventKind> ENDINGS =
            Set.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED, EventKind.RETRAIN_FAILED);

    /**
     * The measured ratios.
     *
     * @param djl compared with a loop over the same crops, network and batch size with DJL alone
     * @param training compared with the identical training in a loop without the sidecar: same
     *     start, crops, configuration and seed, hence the same student
     */
    record Ratios(Rounds djl, Rounds training) {}

    private final Sidecar sidecar;
    private final RecordingLearner learner;
    private final LabelledCrops labels;

    /**
     * @param learner the sidecar's learner
     * @param labels of every camera's window
     */
    TrainingOverhead(Sidecar sidecar, RecordingLearner learner, LabelledCrops labels) {
        this.sidecar = sidecar;
        this.learner = learner;
        this.labels = labels;
    }

    /**
     * Runs the measurement; each round retrains a different camera, so that all start from the base
     * student.
     *
     * @throws IllegalStateException if a training failed or produced a different student
     */
    Ratios measure(int rounds) throws InterruptedException {
        List<String> cameras = IntStream.range(0, WARM_UP + rounds).mapToObj(i -> "c" + i).toList();
        HelloReply hello = sidecar.hello(new HelloRequest(SITE, cameras));
        Ratios result = new Ratios(new Rounds(), new Rounds());
        try (EventStream events = sidecar.events(SITE, hello.journal(), hello.nextEvent());
                PlainDjl djl = new PlainDjl(BaseModels.student().architecture())) {
            for (int i = 0; i < cameras.size(); i++) {
                String camera = cameras.get(i);
                sidecar.put(SITE, camera, 0, labels);
                sidecar.retrain(
                        new RetrainRequest(
                                SITE, hello.epoch(), i + 1, camera, 0, CONFIGURATION, 1, 1));
                awaitEnd(events);
                Trained ours = learner.await();
                Trained plain = ours.repeat(LEARNER);
                if (!plain.sha256().equals(ours.sha256())) {
                    throw new IllegalStateException(
                            "the sidecar produced a different student than the plain loop");
                }
                Elapsed bare = djl.train(ours.data(), CONFIGURATION.batchSize(), 1);
                if (i >= WARM_UP) {
                    result.training.add(ours.crops(), ours.spent(), plain.spent());
                    result.djl.add(ours.crops(), ours.spent(), bare);
                }
            }
        }
        return result;
    }

    private static void awaitEnd(EventStream events) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            SidecarEvent event = events.poll(Duration.ofSeconds(1));
            if (event != null && event.kind() == EventKind.RETRAIN_FAILED) {
                throw new IllegalStateException("the retraining failed: " + event.payload());
            }
            if (event != null && ENDINGS.contains(event.kind())) {
                return;
            }
        }
        throw new IllegalStateException("the retraining did not end within " + TIMEOUT);
    }
}
