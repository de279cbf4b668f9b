/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class TorchLogTest {
    @Test
    void onlyErrorsOfTheNativeLibrariesAreLogged() {
        assumeThat(System.getenv().getOrDefault("TORCH_CPP_LOG_LEVEL", "ERROR")).isEqualTo("ERROR");
        TorchEngine.get();
        assertThat(TorchLog.level()).isEqualTo(2);
    }
}
