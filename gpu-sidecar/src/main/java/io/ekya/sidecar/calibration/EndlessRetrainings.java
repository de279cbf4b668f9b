/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.calibration;

import io.ekya.learn.LabelledCrops;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.client.Sidecar;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Endless retrainings of two cameras, and their speed. */
final class EndlessRetrainings {
    private static final String SITE = "calibrate";
    private static final List<String> CAMERAS = List.of("first", "second");
    private static final RetrainingConfiguration ENDLESS =
            new RetrainingConfiguration("endless", 100_000, 16, 0, 0, 1.0);
    private static final int CROPS = 200;
    private static final int SIDE = 32;
    private static final long FRAME_MILLIS = 2_000;

    /** Mini-batches after a change that are not measured. */
    private static final int WARM_UP = 3;

    private static final double TIMEOUT_SECONDS = 120;
    private static final long POLL_MILLIS = 10;

    private final Sidecar sidecar;
    private final long epoch;
    private long revision;

    EndlessRetrainings(Sidecar sidecar) {
        this.sidecar = sidecar;
        this.epoch = sidecar.hello(new HelloRequest(SITE, CAMERAS)).epoch();
        LabelledCrops labels = noise();
        CAMERAS.forEach(camera -> sidecar.put(SITE, camera, 0, labels));
    }

    /** Random crops: their content does not affect the speed of training. */
    private static LabelledCrops noise() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        byte[] bgr = new byte[CROPS * 3 * SIDE * SIDE];
        random.nextBytes(bgr);
        int[] labels = new int[CROPS];
        long[] times = new long[CROPS];
        for (int i = 0; i < CROPS; i++) {
            labels[i] = i % ObjectClass.COUNT;
            times[i] = i * FRAME_MILLIS;
        }
        return new LabelledCrops(new Crops(SIDE, bgr), labels, times);
    }

    /** Starts a camera's training; returns once it trains. */
    void start(int camera, double share) throws InterruptedException {
        sidecar.retrain(
                new RetrainRequest(
                        SITE, epoch, revision++, CAMERAS.get(camera), 0, ENDLESS, 0.5, share));
        await(camera, job -> trains(job, WARM_UP));
    }

    /** Changes a training's share; returns once it trains with the new share. */
    void resize(int camera, double share) throws InterruptedException {
        sidecar.resize(new ResizeRequest(SITE, epoch, revision++, CAMERAS.get(camera), share));
        awaitShares();
        int before = steps(camera);
        await(camera, job -> trains(job, before + WARM_UP));
    }

    void end(int camera) throws InterruptedException {
        sidecar.cancel(new CancelRequest(SITE, epoch, revision++, CAMERAS.get(camera)));
        await(camera, Optional::isEmpty);
    }

    /**
     * Returns mini-batches per second of the first N cameras' trainings, measured concurrently,
     * each from the end of a mini-batch to the end of another.
     */
    double[] speeds(int cameras, double seconds, int miniBatches) throws InterruptedException {
        TrainingPace[] paces = new TrainingPace[cameras];
        for (int i = 0; i < cameras; i++) {
            paces[i] = new TrainingPace(steps(i));
        }
        double start = now();
        boolean enough = false;
        while (!enough) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            SidecarStatus status = status();
            enough = now() > start + seconds;
            for (int i = 0; i < cameras; i++) {
                paces[i].observe(trained(status, i), now());
                enough &= paces[i].counted() >= miniBatches;
            }
            if (!enough && now() > start + seconds + TIMEOUT_SECONDS) {
                throw new IllegalStateException("retrainings make no progress");
            }
        }
        double[] speeds = new double[cameras];
        for (int i = 0; i < cameras; i++) {
            speeds[i] = paces[i].speed();
        }
        return speeds;
    }

    private static double now() {
        return System.nanoTime() / 1e9;
    }

    private SidecarStatus status() {
        return Json.read(sidecar.status(), SidecarStatus.class);
    }

    private static Optional<JobStatus> job(SidecarStatus status, int camera) {
        return status.jobs().stream()
                .filter(
                        j ->
                                j.kind().equals(JobStatus.RETRAIN)
                                        && j.camera().equals(CAMERAS.get(camera)))
                .findFirst();
    }

    private int steps(int camera) {
        return trained(status(), camera);
    }

    private static int trained(SidecarStatus status, int camera) {
        return job(status, camera)
                .map(JobStatus::stepsDone)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a retraining ended unexpectedly; see the log"));
    }

    private static boolean trains(Optional<JobStatus> job, int least) {
        if (job.isEmpty()) {
            throw new IllegalStateException("a retraining did not start; see the log");
        }
        Integer done = job.get().stepsDone();
        return job.get().stage().equals("train") && done != null && done >= least;
    }

    private void await(int camera, Predicate<Optional<JobStatus>> wanted)
            throws InterruptedException {
        double end = now() + TIMEOUT_SECONDS;
        while (!wanted.test(job(status(), camera))) {
            pause(end);
        }
    }

    /** With mps, a new share takes effect once the process has been restarted. */
    private void awaitShares() throws InterruptedException {
        double end = now() + TIMEOUT_SECONDS;
        while (!status().sharesEnforced()) {
            pause(end);
        }
    }

    private static void pause(double end) throws InterruptedException {
        if (now() > end) {
            throw new IllegalStateException(
                    "the sidecar did not carry out a command within %.0f s"
                            .formatted(TIMEOUT_SECONDS));
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
}
