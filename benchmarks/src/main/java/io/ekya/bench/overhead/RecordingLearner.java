/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Delegates to a learner, and records each training and its duration. */
final class RecordingLearner implements Learner {
    private static final long TIMEOUT_SECONDS = 120;

    private final Learner inner;
    private final BlockingQueue<Trained> trained = new LinkedBlockingQueue<>();

    /**
     * A completed training.
     *
     * @param spent time from the start of the first mini-batch to the end of the last
     * @param sha256 of the new student
     */
    record Trained(
            ModelFile start,
            LabelledCrops data,
            RetrainingConfiguration configuration,
            long seed,
            Elapsed spent,
            String sha256) {

        /** Returns the number of crops trained on, over all epochs. */
        double crops() {
            return (double) data.count() * configuration.epochs();
        }

        /** Repeats the training in a plain loop. */
        Trained repeat(Learner learner) {
            try (Training training = learner.train(start, data, configuration, seed)) {
                Elapsed repeatSpent = Elapsed.on(() -> runAll(training));
                String made = training.snapshot().sha256();
                return new Trained(start, data, configuration, seed, repeatSpent, made);
            }
        }
    }

    private static void runAll(Training training) {
        boolean more = true;
        while (more) {
            more = training.step();
        }
    }

    RecordingLearner(Learner inner) {
        this.inner = inner;
    }

    /** Waits for the next training to end. */
    Trained await() throws InterruptedException {
        Trained next = trained.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("no training ended in " + TIMEOUT_SECONDS + " s");
        }
        return next;
    }

    @Override
    public Classifier open(ModelFile model) {
        return inner.open(model);
    }

    @Override
    public Training train(
            ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed) {
        Training training = inner.train(start, data, configuration, seed);
        return new Timed(training, start, data, configuration, seed);
    }

    private final class Timed implements Training {
        private final Training inner;
        private final ModelFile start;
        private final LabelledCrops data;
        private final RetrainingConfiguration configuration;
        private final long seed;
        private long begin;
        private long end;
        private long busyBegin;
        private long busyEnd;

        Timed(
                Training inner,
                ModelFile start,
                LabelledCrops data,
                RetrainingConfiguration configuration,
                long seed) {
            this.inner = inner;
            this.start = start;
            this.data = data;
            this.configuration = configuration;
            this.seed = seed;
        }

        @Override
        public boolean step() {
            if (begin == 0) {
                begin = System.nanoTime();
                busyBegin = Elapsed.busyNanos();
            }
            boolean more = inner.step();
            end = System.nanoTime();
            busyEnd = Elapsed.busyNanos();
            return more;
        }

        @Override
        public ModelFile snapshot() {
            ModelFile made = inner.snapshot();
            Elapsed spent = Elapsed.of(end - begin, busyEnd - busyBegin);
            trained.add(new Trained(start, data, configuration, seed, spent, made.sha256()));
            return made;
        }

        @Override
        public int epochsDone() {
            return inner.epochsDone();
        }

        @Override
        public int stepsDone() {
            return inner.stepsDone();
        }

        @Override
        public int stepsTotal() {
            return inner.stepsTotal();
        }

        @Override
        public double lastLoss() {
            return inner.lastLoss();
        }

        @Override
        public Classifier current() {
            return inner.current();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
