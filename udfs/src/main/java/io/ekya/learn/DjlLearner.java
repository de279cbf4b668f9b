/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.Device;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A learner on DJL's PyTorch engine. */
public final class DjlLearner implements Learner {
    private final Device device;
    private final TrainingSettings settings;

    /** Creates a learner on the CPU with the default settings. */
    public DjlLearner() {
        this(Device.cpu(), TrainingSettings.DEFAULT);
    }

    public DjlLearner(Device device, TrainingSettings settings) {
        this.device = device;
        this.settings = settings;
    }

    /** Returns an untrained model with random weights from a seed. */
    public static ModelFile untrained(Architecture architecture, long seed) {
        return ModelFile.of(architecture, InitialWeights.of(NetworkLayout.of(architecture), seed));
    }

    @Override
    public Classifier open(ModelFile model) {
        NetworkLayout topology = NetworkLayout.of(model.architecture());
        List<float[]> folded = Folding.fold(topology, model.parameters());
        return new DjlClassifier(
                new Network(topology, false, folded, device), topology.units(), true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is no data, a label is not a class, the crops are
     *     too small, or the configuration freezes more blocks than exist
     */
    @Override
    public ResumableTraining train(
            ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed) {
        return start(start, data, configuration, seed, null);
    }

    /**
     * Resumes a training from a checkpoint. Start, data, configuration and seed must be the
     * original ones; the result is the same as without interruption.
     *
     * @param checkpoint returned by {@link ResumableTraining#checkpoint}
     * @throws BadModelException if it is not a checkpoint of this training
     */
    public ResumableTraining resume(
            ModelFile start,
            LabelledCrops data,
            RetrainingConfiguration configuration,
            long seed,
            byte[] checkpoint) {
        return start(start, data, configuration, seed, TrainingCheckpoint.read(checkpoint));
    }

    private DjlTraining start(
            ModelFile start,
            LabelledCrops data,
            RetrainingConfiguration configuration,
            long seed,
            @Nullable TrainingCheckpoint checkpoint) {
        check(start.architecture(), data, configuration);
        RandomGenerator random = InitialWeights.generator(seed);
        List<float[]> parameters = start.parameters();
        Architecture architecture = start.architecture();
        int units = configuration.lastLayerUnits();
        if (units != 0 && units != architecture.lastLayerUnits()) {
            architecture = architecture.withLastLayerUnits(units);
            parameters =
                    new ArrayList<>(
                            parameters.subList(0, parameters.size() - NetworkLayout.HEAD_ARRAYS));
            parameters.addAll(InitialWeights.head(NetworkLayout.of(architecture), random));
        }
        if (checkpoint != null) {
            parameters = checkpoint.parametersOf(architecture);
        }
        Network network = new Network(NetworkLayout.of(architecture), true, parameters, device);
        DjlTraining training =
                new DjlTraining(architecture, network, data, configuration, settings, random);
        if (checkpoint != null) {
            try {
                training.resumeFrom(checkpoint);
            } catch (RuntimeException e) {
                training.close();
                throw e;
            }
        }
        return training;
    }

    private static void check(
            Architecture architecture, LabelledCrops data, RetrainingConfiguration configuration) {
        if (data.count() == 0) {
            throw new IllegalArgumentException(
                    "training data must not be empty: there are no " + "labelled crops");
        }
        for (int label : data.labels()) {
            if (label < 0 || label >= ObjectClass.COUNT) {
                throw new IllegalArgumentException(
                        "labels must be from 0 to %d, but one is %d"
                                .formatted(ObjectClass.COUNT - 1, label));
            }
        }
        if (data.crops().side() < Architecture.MIN_SIDE) {
            throw new IllegalArgumentException(
                    "crops must have a side of at least %d, but have %d"
                            .formatted(Architecture.MIN_SIDE, data.crops().side()));
        }
        if (configuration.frozenBlocks() > architecture.blocks()) {
            throw new IllegalArgumentException(
                    "retraining configuration '%s' freezes %d blocks, but %s has %d"
                            .formatted(
                                    configuration.id(),
                                    configuration.frozenBlocks(),
                                    architecture.kind(),
                                    architecture.blocks()));
        }
    }
}
