/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.worker;

import io.ekya.device.DeviceName;
import io.ekya.learn.Classifier;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.Training;
import io.ekya.sidecar.server.mps.MpsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training in a child process. A process keeps its share; when the requested share differs, it
 * writes a checkpoint and ends, and another process continues from there.
 */
final class WorkerTraining implements Training {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerTraining.class);

    /** Smaller changes of the share, in percent of the GPU, cause no restart. */
    private static final int MIN_CHANGE_PERCENT = 5;

    private final Path folder;
    private final Rules rules;
    private final DoubleSupplier share;
    private final Consumer<WorkerTraining> onClose;
    private volatile TrainingWorker child;
    private @Nullable Classifier current;
    private final int stepsTotal;
    private int stepsDone;
    private int epochsDone;
    private double lastLoss = Double.NaN;

    /**
     * Common to all trainings of a sidecar.
     *
     * @param inProcess opens students in the parent
     * @param settle minimum time before a process is restarted
     */
    record Rules(DeviceName device, Learner inProcess, Duration settle) {}

    /**
     * Starts the first process.
     *
     * @param folder with the task
     * @param share currently requested, 0..1 of one GPU
     */
    WorkerTraining(
            Path folder, Rules rules, DoubleSupplier share, Consumer<WorkerTraining> onClose) {
        this.folder = folder;
        this.rules = rules;
        this.share = share;
        this.onClose = onClose;
        this.child = start(folder, rules, share);
        this.stepsTotal = awaited(child, 0);
    }

    private static TrainingWorker start(Path folder, Rules rules, DoubleSupplier share) {
        try {
            return TrainingWorker.start(folder, rules.device(), share.getAsDouble());
        } catch (IOException e) {
            throw new UncheckedIOException("a training process cannot be started", e);
        }
    }

    /** Waits for the child; returns the total number of mini-batches. */
    private static int awaited(TrainingWorker child, int done) {
        try {
            int[] progress = child.await();
            if (progress[0] != done) {
                throw new IllegalStateException(
                        "the training process must start at mini-batch %d, but starts at %d"
                                .formatted(done, progress[0]));
            }
            return progress[1];
        } catch (RuntimeException e) {
            child.end();
            throw e;
        }
    }

    @Override
    public boolean step() {
        if (!hasRequestedShare() && child.ageNanos() >= rules.settle().toNanos()) {
            restart();
        }
        String[] at = child.step();
        stepsDone = Integer.parseInt(at[0]);
        epochsDone = Integer.parseInt(at[1]);
        lastLoss = Double.parseDouble(at[2]);
        return Boolean.parseBoolean(at[3]);
    }

    private void restart() {
        int before = child.percentage();
        child.file(TrainingProcess.CHECKPOINT);
        child.end();
        child = start(folder, rules, share);
        awaited(child, stepsDone);
        LOG.info(
                "Training continues at mini-batch {} with {} % of the GPU instead of {} %",
                stepsDone, child.percentage(), before);
    }

    /** Returns whether its process has the requested share; can be called by any thread. */
    boolean hasRequestedShare() {
        double wanted = share.getAsDouble();
        return wanted == 0
                || Math.abs(MpsEnvironment.percentage(wanted) - child.percentage())
                        < MIN_CHANGE_PERCENT;
    }

    @Override
    public int epochsDone() {
        return epochsDone;
    }

    @Override
    public int stepsDone() {
        return stepsDone;
    }

    @Override
    public int stepsTotal() {
        return stepsTotal;
    }

    @Override
    public double lastLoss() {
        return lastLoss;
    }

    /** {@inheritDoc} Runs in this process, with the current weights only. */
    @Override
    public Classifier current() {
        closeCurrent();
        Classifier opened = rules.inProcess().open(snapshot());
        current = opened;
        return opened;
    }

    @Override
    public ModelFile snapshot() {
        return ModelFile.read(child.file(TrainingProcess.SNAPSHOT));
    }

    private void closeCurrent() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Returns the folder with its task. */
    Path folder() {
        return folder;
    }

    /** Kills its process; can be called by any thread. */
    void kill() {
        child.kill();
    }

    @Override
    public void close() {
        closeCurrent();
        child.end();
        onClose.accept(this);
    }
}
