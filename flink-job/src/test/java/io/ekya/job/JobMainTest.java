/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.config.ConfigException;
import io.ekya.job.config.JobConfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMainTest {
    private static final String YAML = "cameras: [{id: a, source: 'synthetic:'}]";
    private static final String BASE64 =
            Base64.getEncoder().encodeToString(YAML.getBytes(StandardCharsets.UTF_8));

    @Test
    void acceptsAnInlineConfigurationAndNamesTheRun() {
        JobConfig config =
                JobMain.config(
                        List.of("--config-base64", BASE64, "--set", "sidecar.address=here:8815"));

        assertThat(config.sidecar().address()).isEqualTo("here:8815");
        assertThat(config.output().run()).startsWith("run-");
    }

    @Test
    void requiresTheSidecarAddressOnACluster() {
        assertThatThrownBy(() -> JobMain.config(List.of("--config-base64", BASE64)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sidecar.address is required on a cluster");
    }

    @Test
    void rejectsUnknownArguments() {
        assertThatThrownBy(() -> JobMain.config(List.of("--conf", "x")))
                .hasMessageContaining("--conf must be a known option; use --config FILE");
    }
}
