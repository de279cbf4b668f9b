/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares a training that is resumed from a checkpoint with an uninterrupted one. */
class ResumedTrainingTest {
    private static final long SEED = 5;
    private static final LabelledCrops DATA = ToyCrops.of(70, 32, 1);
    private static final ModelFile START =
            DjlLearner.untrained(new Architecture("resnet", 8, 32, 32), 1);

    private final DjlLearner learner = new DjlLearner();

    @ParameterizedTest
    @CsvSource({"0,0,7", "0,48,3", "3,0,5", "4,0,6"})
    void isBitIdenticalToAnUninterruptedTraining(int frozenBlocks, int units, int cut) {
        var configuration = new RetrainingConfiguration("c", 2, 16, units, frozenBlocks, 1);
        byte[] checkpoint;
        ModelFile whole;
        double loss;
        try (ResumableTraining training = learner.train(START, DATA, configuration, SEED)) {
            while (training.stepsDone() < cut) {
                training.step();
            }
            checkpoint = training.checkpoint();
            while (training.step()) {}
            whole = training.snapshot();
            loss = training.lastLoss();
        }
        try (ResumableTraining resumed =
                learner.resume(START, DATA, configuration, SEED, checkpoint)) {
            assertThat(resumed.stepsDone()).isEqualTo(cut);
            while (resumed.step()) {}
            assertThat(resumed.snapshot().sha256()).isEqualTo(whole.sha256());
            assertThat(resumed.lastLoss()).isEqualTo(loss);
        }
    }

    @Test
    void rejectsACheckpointOfAnotherTraining() {
        var configuration = new RetrainingConfiguration("c", 1, 16, 0, 0, 1);
        byte[] checkpoint;
        try (ResumableTraining training = learner.train(START, DATA, configuration, SEED)) {
            checkpoint = training.checkpoint();
        }
        assertThatThrownBy(() -> resume(configuration, START.bytes()))
                .isInstanceOf(BadModelException.class)
                .hasMessageContaining("not a checkpoint");
        byte[] damaged = checkpoint.clone();
        damaged[damaged.length / 2]++;
        assertThatThrownBy(() -> resume(configuration, damaged)).hasMessageContaining("CRC-32");
        var wider = new RetrainingConfiguration("w", 1, 16, 48, 0, 1);
        assertThatThrownBy(() -> resume(wider, checkpoint)).hasMessageContaining("checkpoint has");
        var frozen = new RetrainingConfiguration("f", 1, 16, 0, 4, 1);
        assertThatThrownBy(() -> resume(frozen, checkpoint)).hasMessageContaining("are trained");
    }

    private void resume(RetrainingConfiguration configuration, byte[] checkpoint) {
        learner.resume(START, DATA, configuration, SEED, checkpoint).close();
    }
}
