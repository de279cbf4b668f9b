package io.ekya.sidecar.server.worker;

import io.ekya.device.DeviceName;
import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trainings of a sidecar, each in a process that was told its share of the GPU when it was started.
 * Safe for use by several threads, each training by one.
 */
public final class TrainingProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingProcesses.class);

    private static final String FOLDER = "training";

    private final Path folder;
    private final WorkerTraining.Rules rules;
    private final Set<WorkerTraining> running = ConcurrentHashMap.newKeySet();

    /**
     * Trainings on a device.
     *
     * @param sidecar its folder, in which they get one of their own
     * @param inProcess opens students in this process
     * @param settle how long a process runs at least before it is started again
     */
    public TrainingProcesses(Path sidecar, DeviceName device, Learner inProcess, Duration settle) {
        this.folder = sidecar.resolve(FOLDER);
        this.rules = new WorkerTraining.Rules(device, inProcess, settle);
    }

    /** Removes what an earlier sidecar left in a folder that is now this one's. */
    public static void removeLeft(Path sidecar) {
        removeQuietly(sidecar.resolve(FOLDER));
    }

    /**
     * Trains in a process of its own, opens students in this one.
     *
     * @param share asked for at the moment, 0..1 of one GPU
     */
    public Learner learner(DoubleSupplier share) {
        return new Learner() {
            @Override
            public Classifier open(ModelFile model) {
                return rules.inProcess().open(model);
            }

            @Override
            public Training train(
                    ModelFile start,
                    LabelledCrops data,
                    RetrainingConfiguration configuration,
                    long seed) {
                return begin(new TrainingTask(start, data, configuration, seed), share);
            }
        };
    }

    private Training begin(TrainingTask task, DoubleSupplier share) {
        Path own;
        try {
            Files.createDirectories(folder);
            own = Files.createTempDirectory(folder, "training");
            task.write(own);
        } catch (IOException e) {
            throw new UncheckedIOException("a training cannot be handed to a process", e);
        }
        try {
            WorkerTraining training = new WorkerTraining(own, rules, share, this::forget);
            running.add(training);
            return training;
        } catch (RuntimeException e) {
            removeQuietly(own);
            throw e;
        }
    }

    /** Whether every process runs with the share that is asked for now. */
    public boolean haveTheirShares() {
        return running.stream().allMatch(WorkerTraining::hasItsShare);
    }

    private void forget(WorkerTraining training) {
        running.remove(training);
        removeQuietly(training.folder());
    }

    private static void removeQuietly(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", folder, e.getMessage());
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    /** Ends all processes; their trainings break. */
    @Override
    public void close() {
        running.forEach(WorkerTraining::kill);
    }
}
