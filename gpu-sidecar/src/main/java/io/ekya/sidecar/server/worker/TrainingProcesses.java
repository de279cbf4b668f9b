/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
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
 * Runs each training of a sidecar in a process that gets its share of the GPU at its start.
 * Thread-safe; each training is used by one thread.
 */
public final class TrainingProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingProcesses.class);

    private static final String FOLDER = "training";

    private final Path folder;
    private final WorkerTraining.Rules rules;
    private final Set<WorkerTraining> running = ConcurrentHashMap.newKeySet();

    /**
     * Creates a runner of trainings on a device.
     *
     * @param sidecar folder of the sidecar
     * @param inProcess opens students in this process
     * @param settle minimum time before a process is restarted
     */
    public TrainingProcesses(Path sidecar, DeviceName device, Learner inProcess, Duration settle) {
        this.folder = sidecar.resolve(FOLDER);
        this.rules = new WorkerTraining.Rules(device, inProcess, settle);
    }

    /** Removes files of trainings of an earlier sidecar process. */
    public static void removeStale(Path sidecar) {
        removeQuietly(sidecar.resolve(FOLDER));
    }

    /**
     * Returns a learner that trains in a child process and opens students in this process.
     *
     * @param share currently requested, 0..1 of one GPU
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
            throw new UncheckedIOException("task of a training process cannot be written", e);
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

    /** Returns whether every process runs with its requested share. */
    public boolean haveRequestedShares() {
        return running.stream().allMatch(WorkerTraining::hasRequestedShare);
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

    /** Kills all processes; their trainings fail. */
    @Override
    public void close() {
        running.forEach(WorkerTraining::kill);
    }
}
