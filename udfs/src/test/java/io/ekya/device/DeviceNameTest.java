/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cuda:0", "cuda:7"})
    void parsesWhatItPrints(String name) {
        assertThat(DeviceName.of(name)).hasToString(name);
    }

    @Test
    void distinguishesTheCpuFromGpus() {
        assertThat(DeviceName.of("cpu").isCpu()).isTrue();
        assertThat(DeviceName.of("cuda:1")).isEqualTo(new DeviceName(1));
        assertThat(DeviceName.of("cuda:1").isCpu()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda", "cuda:", "cuda:-1", "cuda:x", "CPU", "cuda:1000"})
    void rejectsOtherNames(String name) {
        assertThatThrownBy(() -> DeviceName.of(name))
                .hasMessage("device must be cpu or cuda:N, such as cuda:0, but is '" + name + "'");
    }
}
