package io.ekya.learn;

import ai.djl.Device;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The learner behind which DJL's PyTorch engine works. */
public final class DjlLearner implements Learner {
    private final Device device;
    private final TrainingSettings settings;

    /** On the CPU with the default settings. */
    public DjlLearner() {
        this(Device.cpu(), TrainingSettings.DEFAULT);
    }

    public DjlLearner(Device device, TrainingSettings settings) {
        this.device = device;
        this.settings = settings;
    }

    /** A model that has learned nothing: random weights by seed. */
    public static ModelFile untrained(Architecture architecture, long seed) {
        return ModelFile.of(architecture, InitialWeights.of(Topology.of(architecture), seed));
    }

    @Override
    public Classifier open(ModelFile model) {
        Topology topology = Topology.of(model.architecture());
        List<float[]> folded = Folding.fold(topology, model.parameters());
        return new DjlClassifier(
                new Network(topology, false, folded, device), topology.units(), true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException where there is no data, a label is no class, the crops are
     *     too small, or more blocks are to be frozen than there are
     */
    @Override
    public ResumableTraining train(
            ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed) {
        return begin(start, data, configuration, seed, null);
    }

    /**
     * Goes on with a training as if nothing had been between: start, data, configuration and seed
     * must be those that it was begun with.
     *
     * @param checkpoint what {@link ResumableTraining#checkpoint} gave
     * @throws BadModelException where it is no checkpoint of this training
     */
    public ResumableTraining resume(
            ModelFile start,
            LabelledCrops data,
            RetrainingConfiguration configuration,
            long seed,
            byte[] checkpoint) {
        return begin(start, data, configuration, seed, TrainingCheckpoint.read(checkpoint));
    }

    private DjlTraining begin(
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
                            parameters.subList(0, parameters.size() - Topology.HEAD_ARRAYS));
            parameters.addAll(InitialWeights.head(Topology.of(architecture), random));
        }
        if (checkpoint != null) {
            parameters = checkpoint.parametersOf(architecture);
        }
        Network network = new Network(Topology.of(architecture), true, parameters, device);
        DjlTraining training =
                new DjlTraining(architecture, network, data, configuration, settings, random);
        if (checkpoint != null) {
            try {
                training.goOnFrom(checkpoint);
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
            throw new IllegalArgumentException("there is nothing to train on: no labelled crops");
        }
        for (int label : data.labels()) {
            if (label < 0 || label >= ObjectClass.COUNT) {
                throw new IllegalArgumentException("label " + label + " is no class");
            }
        }
        if (data.crops().side() < Architecture.MIN_SIDE) {
            throw new IllegalArgumentException(
                    "crops of side %d; a student takes %d or more"
                            .formatted(data.crops().side(), Architecture.MIN_SIDE));
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
