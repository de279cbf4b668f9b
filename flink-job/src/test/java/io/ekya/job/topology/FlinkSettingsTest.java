/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {
    private static final JobConfig CONFIG =
            new ConfigLoader()
                    .parse(
                            "test",
                            "cameras: [{id: a, source: \"synthetic:\"}]\nflink: {webPort: 1234}",
                            List.of());

    @Test
    void theJobLeavesFaultToleranceToTheCluster() {
        Configuration job = FlinkSettings.jobConfiguration(CONFIG);

        assertThat(job.keySet())
                .isNotEmpty()
                .noneMatch(key -> key.startsWith("restart-strategy"))
                .noneMatch(key -> key.startsWith("high-availability"))
                .noneMatch(key -> key.startsWith("state."))
                .noneMatch(key -> key.startsWith("execution.checkpointing") && key.contains("dir"))
                .allMatch(key -> key.startsWith("pipeline.") || key.startsWith("execution."));
        assertThat(job.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aLocalRunIsRestartedWithoutALimit() {
        Configuration local = FlinkSettings.flinkConfiguration(CONFIG);

        assertThat(local.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("exponential-delay");
        assertThat(local.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theWebUiOfALocalRunChangesNothing() {
        Configuration local = FlinkSettings.flinkConfiguration(CONFIG);

        assertThat(local.get(WebOptions.SUBMIT_ENABLE)).isFalse();
        assertThat(local.get(WebOptions.CANCEL_ENABLE)).isFalse();
        assertThat(local.get(WebOptions.RESCALE_ENABLE)).isFalse();
        assertThat(local.get(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN))
                .isEqualTo("http://127.0.0.1:1234");
    }
}
