/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of all architectures: classification, learning, freezing, determinism. */
class DjlLearnerTest {
    private static final Architecture R8 = new Architecture("resnet", 8, 32, 32);
    private static final LabelledCrops DATA = ToyCrops.of(140, 32, 1);

    private final DjlLearner learner = new DjlLearner();

    @ParameterizedTest
    @CsvSource({"resnet,16", "resnet,24", "resnet,37", "mobilenet,24", "teacher,32"})
    void classifiesCropsOfAnySideFromSixteenPixels(String kind, int side) {
        ModelFile model = DjlLearner.untrained(new Architecture(kind, 8, 32, 32), 1);
        LabelledCrops data = ToyCrops.of(70, side, 2);

        try (Classifier classifier = learner.open(model)) {
            assertThat(classifier.classify(data.crops())).hasSize(70);
            float[][] probabilities = classifier.probabilities(data.crops());
            assertThat(probabilities).hasDimensions(70, 7);
            assertThat(sum(probabilities[69])).isCloseTo(1, within(1e-5));
            assertThat(classifier.features(data.crops())).hasDimensions(70, 32);
        }
    }

    @Test
    void modelFilesHaveTheDocumentedSizes() {
        assertThat(parameters(new Architecture("resnet", 16, 32, 64))).isBetween(75_000, 85_000);
        assertThat(parameters(new Architecture("mobilenet", 16, 32, 64))).isBetween(60_000, 95_000);
        assertThat(parameters(new Architecture("teacher", 16, 32, 64))).isBetween(680_000, 730_000);
    }

    @Test
    void foldingBatchNormalisationDoesNotChangePredictions() {
        ModelFile trained = train(DjlLearner.untrained(R8, 1), all(2), 7);
        try (Classifier folded = learner.open(trained);
                Training training = learner.train(trained, DATA, all(1), 7)) {
            float[][] a = folded.probabilities(DATA.crops());
            float[][] b = training.current().probabilities(DATA.crops());
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).containsExactly(b[i], within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet", "mobilenet"})
    void learnsFromItsTrainingData(String kind) {
        ModelFile start = DjlLearner.untrained(new Architecture(kind, 8, 32, 32), 3);
        LabelledCrops test = ToyCrops.of(140, 32, 9);
        var fast = new DjlLearner(Device.cpu(), new TrainingSettings(0.05, 0.9, 0, true, 1));

        try (Training training = fast.train(start, DATA, all(6), 3)) {
            double before = ToyCrops.accuracy(training.current(), test);
            assertThat(training.lastLoss()).isNaN();
            while (training.epochsDone() < 1) {
                training.step();
            }
            double firstLoss = training.lastLoss();
            while (training.step()) {}

            assertThat(training.stepsDone()).isEqualTo(training.stepsTotal()).isEqualTo(6 * 9);
            assertThat(training.epochsDone()).isEqualTo(6);
            assertThat(training.lastLoss()).isLessThan(firstLoss * 0.9);
            assertThat(ToyCrops.accuracy(training.current(), test)).isGreaterThan(before + 0.3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4})
    void doesNotChangeFrozenBlocks(int frozenBlocks) {
        ModelFile start = train(DjlLearner.untrained(R8, 1), all(1), 1);
        ModelFile trained =
                train(start, new RetrainingConfiguration("f", 1, 16, 0, frozenBlocks, 1), 2);

        NetworkLayout topology = NetworkLayout.of(R8);
        int frozenArrays =
                5
                        * topology.blocks().subList(0, frozenBlocks).stream()
                                .flatMap(List::stream)
                                .mapToInt(layer -> layer.convolutions().size())
                                .sum();
        List<float[]> before = start.parameters();
        List<float[]> after = trained.parameters();
        for (int i = 0; i < before.size(); i++) {
            if (i < frozenArrays) {
                assertThat(after.get(i)).as("array %d", i).isEqualTo(before.get(i));
            } else {
                assertThat(after.get(i)).as("array %d", i).isNotEqualTo(before.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void isDeterministicForASeed(int frozenBlocks) {
        ModelFile start = DjlLearner.untrained(R8, 1);
        var configuration = new RetrainingConfiguration("c", 2, 16, 16, frozenBlocks, 1);

        String hash = train(start, configuration, 5).sha256();

        assertThat(train(start, configuration, 5).sha256()).isEqualTo(hash);
        assertThat(train(start, configuration, 6).sha256()).isNotEqualTo(hash);
    }

    @Test
    void reinitialisesTheLastHiddenLayerIfItsSizeChanges() {
        ModelFile start = DjlLearner.untrained(R8, 1);
        ModelFile trained = train(start, new RetrainingConfiguration("c", 1, 16, 48, 4, 1), 5);

        assertThat(trained.architecture()).isEqualTo(R8.withLastLayerUnits(48));
        try (Classifier classifier = learner.open(trained)) {
            assertThat(classifier.features(DATA.crops())[0]).hasSize(48);
        }
    }

    @Test
    void trainsOnADifferentThreadThanTheOneThatLoadedTheEngine() throws Exception {
        ModelFile start = DjlLearner.untrained(R8, 1);
        String[] hash = new String[1];
        Thread other = new Thread(() -> hash[0] = train(start, all(1), 5).sha256());
        other.start();
        other.join();

        assertThat(hash[0]).isEqualTo(train(start, all(1), 5).sha256());
    }

    @Test
    void rejectsInvalidTrainingData() {
        ModelFile start = DjlLearner.untrained(R8, 1);
        assertThatThrownBy(() -> learner.train(start, DATA.select(), all(1), 1))
                .hasMessageContaining("no labelled crops");
        assertThatThrownBy(
                        () ->
                                learner.train(
                                        start,
                                        DATA,
                                        new RetrainingConfiguration("f", 1, 16, 0, 5, 1),
                                        1))
                .hasMessageContaining("freezes 5 blocks, but resnet has 4");
        assertThatThrownBy(() -> learner.train(start, ToyCrops.of(7, 12, 1), all(1), 1))
                .hasMessageContaining("at least 16, but have 12");
        LabelledCrops unknown =
                new LabelledCrops(DATA.select(0).crops(), new int[] {-1}, new long[] {0});
        assertThatThrownBy(() -> learner.train(start, unknown, all(1), 1))
                .hasMessageContaining("from 0 to 6, but one is -1");
    }

    private ModelFile train(ModelFile start, RetrainingConfiguration configuration, long seed) {
        try (Training training = learner.train(start, DATA, configuration, seed)) {
            while (training.step()) {}
            return training.snapshot();
        }
    }

    private static RetrainingConfiguration all(int epochs) {
        return new RetrainingConfiguration("all", epochs, 16, 0, 0, 1);
    }

    private static int parameters(Architecture architecture) {
        return java.util.Arrays.stream(NetworkLayout.of(architecture).parameterSizes()).sum();
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum;
    }
}
