/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The alerts, their documentation and the dashboard belong together. */
class MonitoringTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everyAlertHasASectionInTheOperationsManualAndViceVersa() throws IOException {
        String manual = Files.readString(ROOT.resolve("docs").resolve("OPERATIONS.md"));
        for (JsonNode alert : Monitoring.alerts()) {
            String name = alert.path("alert").asText();
            assertThat(manual).contains("\n### " + name + "\n");
            assertThat(alert.path("annotations").path("runbook_url").asText())
                    .isEqualTo("docs/OPERATIONS.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.path("labels").path("severity").asText()).isIn("warning", "critical");
        }
        assertThat(manual.lines().filter(line -> line.startsWith("### Ekya")))
                .hasSize(Monitoring.alerts().size());
    }

    @Test
    void prometheusLoadsTheAlertsAndNamesTheServer() throws IOException {
        JsonNode prometheus =
                new YAMLMapper().readTree(ROOT.resolve("conf/prometheus/prometheus.yml").toFile());

        assertThat(prometheus.path("rule_files").path(0).asText()).isEqualTo("alerts.yml");
        assertThat(prometheus.path("scrape_configs")).hasSize(2);
        for (JsonNode job : prometheus.path("scrape_configs")) {
            assertThat(job.path("job_name").asText()).isIn("ekya-flink", "ekya-sidecar");
            assertThat(job.path("static_configs").path(0).path("labels").has("server")).isTrue();
        }
    }

    @Test
    void findsMetricsAndLabelsInAnExpression() {
        Expression expression =
                Expression.of(
                        "sum by (server, camera) (rate(ekya_a{job=\"x\", kind=~\"a|b\"}[5m]))"
                                + " / on (server) flink_b > 0.5 and up == 1");

        assertThat(expression.metrics()).containsOnlyKeys("ekya_a", "flink_b", "up");
        assertThat(expression.metrics().get("ekya_a")).containsExactlyInAnyOrder("job", "kind");
        assertThat(expression.grouping()).isEqualTo(Set.of("server", "camera"));
    }
}
