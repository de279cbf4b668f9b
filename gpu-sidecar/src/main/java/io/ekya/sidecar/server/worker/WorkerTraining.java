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
 * A training in a process of its own. The process keeps the share that it was started with; where
 * the share asked for has moved away from that, it writes a checkpoint, ends, and another goes on
 * from there.
 */
final class WorkerTraining implements Training {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerTraining.class);

    /** Differences below this many percents of the GPU are not worth a start. */
    private static final int LEAST_PERCENTS = 5;

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
     * What all trainings of a sidecar have in common.
     *
     * @param inProcess opens students in the parent
     * @param settle how long a process runs at least before it is started again
     */
    record Rules(DeviceName device, Learner inProcess, Duration settle) {}

    /**
     * Starts the first process.
     *
     * @param folder of its own, with the task
     * @param share asked for at the moment, 0..1 of one GPU
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
            throw new UncheckedIOException("no process can be started for a training", e);
        }
    }

    /** Mini-batches in all, once the child is ready where it should be. */
    private static int awaited(TrainingWorker child, int done) {
        try {
            int[] progress = child.await();
            if (progress[0] != done) {
                throw new IllegalStateException(
                        "the training process begins at mini-batch %d instead of %d"
                                .formatted(progress[0], done));
            }
            return progress[1];
        } catch (RuntimeException e) {
            child.end();
            throw e;
        }
    }

    @Override
    public boolean step() {
        if (!hasItsShare() && child.ageNanos() >= rules.settle().toNanos()) {
            startAgain();
        }
        String[] at = child.step();
        stepsDone = Integer.parseInt(at[0]);
        epochsDone = Integer.parseInt(at[1]);
        lastLoss = Double.parseDouble(at[2]);
        return Boolean.parseBoolean(at[3]);
    }

    private void startAgain() {
        int before = child.percentage();
        child.file(TrainingProcess.CHECKPOINT);
        child.end();
        child = start(folder, rules, share);
        awaited(child, stepsDone);
        LOG.info(
                "A training goes on at mini-batch {} with {} % of the GPU instead of {} %",
                stepsDone, child.percentage(), before);
    }

    /** Whether its process was started with the share asked for; may be called by any thread. */
    boolean hasItsShare() {
        double wanted = share.getAsDouble();
        return wanted == 0
                || Math.abs(MpsEnvironment.percentage(wanted) - child.percentage())
                        < LEAST_PERCENTS;
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

    /** {@inheritDoc} It answers in this process, with the weights of this moment only. */
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

    /** The folder with its task. */
    Path folder() {
        return folder;
    }

    /** Ends its process at once; may be called by any thread. */
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
