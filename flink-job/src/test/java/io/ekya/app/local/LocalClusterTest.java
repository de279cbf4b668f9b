/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.Test;

class LocalClusterTest {
    private static Configuration observed(String... sets) {
        JobConfig config =
                new ConfigLoader(Map.of())
                        .parse(
                                "test",
                                """
                                cameras: [{id: north, source: "synthetic:"}]
                                output: {folder: /runs, run: first}
                                """,
                                List.of(sets));
        Configuration flink = new Configuration();
        LocalCluster.observe(flink, config);
        return flink;
    }

    @Test
    void theWebUiShowsTheLogOfTheRun() {
        assertThat(observed().get(WebOptions.LOG_PATH)).isEqualTo("/runs/first/job.log");
        assertThat(observed().toMap()).containsEntry("taskmanager.log.path", "/runs/first/job.log");
    }

    @Test
    void metricsAreServedOnlyIfTheyHaveAPort() {
        assertThat(observed().keySet()).noneMatch(key -> key.startsWith("metrics."));
        assertThat(observed("flink.metricsPort=9249").toMap())
                .containsEntry("metrics.reporter.local.port", "9249");
    }
}
