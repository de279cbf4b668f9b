/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Checks that retraining does not leak native memory. */
class NativeMemoryTest {
    private static final LabelledCrops DATA = ToyCrops.of(32, 16, 1);

    private final DjlLearner learner = new DjlLearner();
    private ModelFile student = DjlLearner.untrained(new Architecture("resnet", 16, 16, 64), 1);

    @Test
    void twoHundredRetrainingsDoNotLeak() throws IOException {
        long arrays = arrays();
        rounds(50);
        assertThat(arrays()).isEqualTo(arrays);
        long[] growth = new long[3];
        for (int i = 0; i < growth.length; i++) {
            long before = residentMegabytes();
            rounds(50);
            growth[i] = residentMegabytes() - before;
        }

        assertThat(arrays()).isEqualTo(arrays);
        // The Java heap grows now and then; a leak of one student a round grows by 16 each time.
        assertThat(Arrays.stream(growth).min().orElseThrow()).isLessThan(8);
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            var configuration = new RetrainingConfiguration("c", 1, 16, 0, i % 5, 1);
            try (Training training = learner.train(student, DATA, configuration, i)) {
                while (training.step()) {}
                training.current().classify(DATA.crops());
                student = training.snapshot();
            }
            try (Classifier classifier = learner.open(student)) {
                classifier.classify(DATA.crops());
            }
        }
    }

    /**
     * Returns the number of arrays and managers held by PyTorch's root manager, and thus by the
     * whole process.
     */
    private static long arrays() {
        try (NDManager manager = TorchEngine.newManager(Device.cpu())) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }

    private static long residentMegabytes() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
        return Long.parseLong(pages[1]) * 4096 / 1_000_000;
    }
}
