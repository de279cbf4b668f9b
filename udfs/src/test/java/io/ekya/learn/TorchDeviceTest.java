/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.StandardCapabilities;
import io.ekya.device.DeviceName;
import io.ekya.device.DeviceShare;
import io.ekya.device.TimeShareGovernor;
import org.junit.jupiter.api.Test;

class TorchDeviceTest {
    private static final LabelledCrops DATA = ToyCrops.of(70, 32, 1);

    private static boolean seesGpus() {
        return TorchEngine.get().hasCapability(StandardCapabilities.CUDA);
    }

    @Test
    void theCpuIsAlwaysAvailable() {
        assertThat(TorchDevice.open(DeviceName.CPU).device().isGpu()).isFalse();
    }

    @Test
    void anUnavailableGpuIsReportedWithAFix() {
        assumeThat(seesGpus()).as("a GPU is available").isFalse();
        assertThatThrownBy(() -> TorchDevice.open(DeviceName.of("cuda:0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("device cuda:0 cannot be used (PyTorch sees no GPU)")
                .hasMessageContaining("Maven profile cuda");
    }

    @Test
    void aGpuTrainsAndClassifiesLikeTheCpu() throws InterruptedException {
        assumeThat(seesGpus()).as("no GPU, or CPU natives only").isTrue();
        TorchDevice gpu = TorchDevice.open(DeviceName.of("cuda:0"));
        ModelFile start = DjlLearner.untrained(new Architecture("resnet", 8, 32, 32), 1);
        var configuration = new RetrainingConfiguration("c", 6, 16, 0, 0, 1);
        TimeShareGovernor governor = new TimeShareGovernor(gpu.clock());
        ModelFile trained;
        try (Training training = gpu.learner().train(start, DATA, configuration, 1);
                DeviceShare share = governor.open("train", 1)) {
            while (share.run(training::step)) {}
            trained = training.snapshot();
            assertThat(share.busyNanos()).isPositive();
        }
        try (Classifier there = gpu.learner().open(trained);
                Classifier here = TorchDevice.open(DeviceName.CPU).learner().open(trained)) {
            assertThat(there.classify(DATA.crops())).isEqualTo(here.classify(DATA.crops()));
        }
    }
}
