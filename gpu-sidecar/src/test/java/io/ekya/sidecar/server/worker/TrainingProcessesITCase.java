/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.device.DeviceName;
import io.ekya.learn.Architecture;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compares training in child processes with training in this process. */
@Timeout(180)
class TrainingProcessesITCase {
    private static final RetrainingConfiguration CONFIGURATION =
            new RetrainingConfiguration("c", 2, 16, 0, 0, 1);
    private static final ModelFile START =
            DjlLearner.untrained(new Architecture("resnet", 8, 16, 16), 1);
    private static final LabelledCrops DATA = noise();

    private final DjlLearner learner = new DjlLearner();
    private final AtomicReference<Double> share = new AtomicReference<>(0.3);

    @TempDir Path folder;

    private static LabelledCrops noise() {
        int count = 64;
        byte[] bgr = new byte[count * 3 * 16 * 16];
        new Random(1).nextBytes(bgr);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % ObjectClass.COUNT;
        }
        return new LabelledCrops(new Crops(16, bgr), labels, new long[count]);
    }

    private TrainingProcesses processes() throws IOException {
        return new TrainingProcesses(folder, DeviceName.CPU, learner, Duration.ZERO);
    }

    @Test
    void changesItsShareAndProducesTheSameStudent() throws IOException {
        ModelFile expected;
        try (Training training = learner.train(START, DATA, CONFIGURATION, 7)) {
            while (training.step()) {}
            expected = training.snapshot();
        }
        try (TrainingProcesses processes = processes();
                Training training =
                        processes.learner(share::get).train(START, DATA, CONFIGURATION, 7)) {
            assertThat(training.stepsTotal()).isEqualTo(8);
            training.step();
            training.step();
            share.set(0.6);
            assertThat(processes.haveRequestedShares()).isFalse();
            training.step();
            assertThat(processes.haveRequestedShares()).isTrue();
            assertThat(training.stepsDone()).isEqualTo(3);
            while (training.step()) {}
            assertThat(training.epochsDone()).isEqualTo(2);
            assertThat(training.snapshot().sha256()).isEqualTo(expected.sha256());
            try (Classifier student = training.current()) {
                assertThat(student.classify(DATA.crops())).hasSize(DATA.count());
            }
        }
        assertThat(folder.resolve("training")).isEmptyDirectory();
    }

    @Test
    void reportsAKilledProcess() throws IOException {
        try (TrainingProcesses processes = processes();
                Training training =
                        processes.learner(share::get).train(START, DATA, CONFIGURATION, 7)) {
            training.step();
            processes.close();
            assertThatThrownBy(
                            () -> {
                                while (training.step()) {}
                            })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the training process has ended");
        }
    }

    @Test
    void reportsWhyTrainingFailed() throws IOException {
        var wrong = new RetrainingConfiguration("w", 1, 16, 0, 9, 1);
        try (TrainingProcesses processes = processes()) {
            assertThatThrownBy(
                            () ->
                                    processes
                                            .learner(share::get)
                                            .train(START, DATA, wrong, 1)
                                            .close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("freezes 9 blocks");
        }
        assertThat(folder.resolve("training")).isEmptyDirectory();
    }

    @Test
    void removesFilesOfAnEarlierSidecar() throws IOException {
        Path leftover = Files.createDirectories(folder.resolve("training").resolve("training1"));
        Files.writeString(leftover.resolve("crops"), "pictures");
        TrainingProcesses.removeStale(folder);
        assertThat(folder.resolve("training")).doesNotExist();
    }
}
