/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.learn.BaseModels;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An in-process sidecar whose cameras retrain the shipped student indefinitely. */
final class SharedDevice implements AutoCloseable {
    private static final String SITE = "governor";
    private static final int MOST_JOBS = 4;
    private static final RetrainingConfiguration ENDLESS =
            new RetrainingConfiguration("endless", 100_000, 16, 0, 0, 1.0);
    private static final double TIMEOUT_SECONDS = 60;

    private final double seconds;
    private final SidecarServer server;
    private final FlightSidecar client;
    private final DjlLearner learner = new DjlLearner();
    private final LabelledCrops labels = TinyCamera.labels(0, 100);
    private final long epoch;
    private final List<Double> full = new ArrayList<>();
    private long revision;

    /**
     * @param seconds how long a retraining is measured that has the device to itself; concurrent
     *     ones at least twice as long
     */
    SharedDevice(Path folder, double seconds) throws IOException {
        this.seconds = seconds;
        server =
                new SidecarServer(
                        RecoveryChecks.options(folder),
                        learner,
                        BaseModels.student(),
                        ModelFile::read);
        client = new FlightSidecar("127.0.0.1", server.port());
        epoch = client.hello(new HelloRequest(SITE, List.of(camera(0)))).epoch();
        for (int i = 0; i < MOST_JOBS; i++) {
            client.put(SITE, camera(i), 0, labels);
        }
    }

    private static String camera(int i) {
        return "cam" + i;
    }

    private static double now() {
        return System.nanoTime() / 1e9;
    }

    private void start(int i, double share) {
        client.retrain(
                new RetrainRequest(SITE, epoch, revision++, camera(i), 0, ENDLESS, 0.9, share));
    }

    private void resize(int i, double share) {
        client.resize(new ResizeRequest(SITE, epoch, revision++, camera(i), share));
    }

    private void end(int i) throws InterruptedException {
        client.cancel(new CancelRequest(SITE, epoch, revision++, camera(i)));
        await(i, Optional::isEmpty);
    }

    private Optional<JobStatus> job(int i) {
        return server.status().jobs().stream()
                .filter(j -> j.camera().equals(camera(i)) && j.kind().equals(JobStatus.RETRAIN))
                .findFirst();
    }

    private void await(int i, Predicate<Optional<JobStatus>> condition)
            throws InterruptedException {
        double end = now() + TIMEOUT_SECONDS;
        while (!condition.test(job(i))) {
            if (now() > end) {
                throw new IllegalStateException("the sidecar did not reach the expected state");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Mini-batches of a retraining's current stage; 0 in a stage that does not count them. */
    private static int stepsDone(JobStatus job) {
        Integer steps = job.stepsDone();
        return steps == null ? 0 : steps;
    }

    private static boolean trains(Optional<JobStatus> job, int moreThan) {
        return job.isPresent()
                && job.get().stage().equals("train")
                && stepsDone(job.get()) > moreThan;
    }

    /**
     * Returns the mini-batches per CPU second of the training thread, in the sidecar at share 1.0
     * and in a bare loop, as medians of alternating turns.
     */
    double[] againstBareLoop(int turns) throws InterruptedException {
        double[] shared = new double[turns];
        double[] bare = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            bare[turn] = bareLoop();
            SharesSeen seen = measureAlone();
            shared[turn] = seen.stepsASecond() / seen.achieved();
            full.add(seen.stepsASecond());
            System.out.printf(
                    java.util.Locale.ROOT,
                    "turn %d: %.1f mini-batches per second, achieved share %.3f%n",
                    turn,
                    seen.stepsASecond(),
                    seen.achieved());
        }
        return new double[] {median(shared), median(bare)};
    }

    /** Returns the current mini-batches per second of a single retraining at share 1.0. */
    double alone() throws InterruptedException {
        return measureAlone().stepsASecond();
    }

    private SharesSeen measureAlone() throws InterruptedException {
        SharesSeen seen = new SharesSeen(1);
        start(0, 1.0);
        await(0, job -> trains(job, 20));
        seen.add(now(), job(0).orElseThrow());
        TimeUnit.MILLISECONDS.sleep((long) (seconds * 1_000));
        seen.add(now(), job(0).orElseThrow());
        end(0);
        return seen;
    }

    private double bareLoop() {
        var threads = ManagementFactory.getThreadMXBean();
        try (Training training = learner.train(BaseModels.student(), labels, ENDLESS, 1)) {
            for (int i = 0; i < 20; i++) {
                training.step();
            }
            double end = now() + seconds;
            long cpu = threads.getCurrentThreadCpuTime();
            int steps = 0;
            while (now() < end) {
                training.step();
                steps++;
            }
            return steps * 1e9 / (threads.getCurrentThreadCpuTime() - cpu);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Returns the mini-batches per second of a retraining at share 1.0. */
    double fullStepsASecond() {
        return median(full.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Runs concurrent retrainings, first with other shares, and measures each. */
    List<SharesSeen> measure(List<Double> shares) throws InterruptedException {
        List<SharesSeen> all = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            start(i, 0.5 / shares.size());
            all.add(new SharesSeen(shares.get(i)));
        }
        for (int i = 0; i < shares.size(); i++) {
            await(i, job -> trains(job, 3));
        }
        for (int i = 0; i < shares.size(); i++) {
            resize(i, shares.get(i));
        }
        TimeUnit.MILLISECONDS.sleep(500);
        double begin = now();
        while ((!all.stream().allMatch(SharesSeen::enough) && now() < begin + TIMEOUT_SECONDS)
                || now() < begin + 2 * seconds) {
            for (int i = 0; i < shares.size(); i++) {
                all.get(i).add(now(), job(i).orElseThrow());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        for (int i = 0; i < shares.size(); i++) {
            end(i);
        }
        return all;
    }

    /**
     * Returns the largest delay of several resizes in milliseconds, beyond the duration of a
     * mini-batch: from share 0 to 1 until a mini-batch has run.
     */
    double resize(int times) throws InterruptedException {
        double miniBatch = 1_000 / fullStepsASecond();
        double latest = 0;
        start(0, 1.0);
        await(0, job -> trains(job, 3));
        for (int i = 0; i < times; i++) {
            resize(0, 0);
            TimeUnit.MILLISECONDS.sleep(250);
            int before = stepsDone(job(0).orElseThrow());
            TimeUnit.MILLISECONDS.sleep(100);
            if (stepsDone(job(0).orElseThrow()) != before) {
                throw new IllegalStateException("a retraining with share 0 continues");
            }
            double at = now();
            resize(0, 0.9);
            await(0, job -> trains(job, before));
            latest = Math.max(latest, 1_000 * (now() - at) - miniBatch);
        }
        end(0);
        return latest;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
