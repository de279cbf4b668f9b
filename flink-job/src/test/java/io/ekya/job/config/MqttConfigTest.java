/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttConfigTest {
    private static final String SECRET = "s3cret-value";
    private static final String YAML =
            """
            cameras: [{id: north, source: "synthetic:"}]
            output: {to: [files, mqtt]}
            mqtt: {host: broker.local, user: ekya, password: "${MQTT_PASSWORD}"}
            """;

    private final ConfigLoader loader = new ConfigLoader(Map.of("MQTT_PASSWORD", SECRET));

    private List<String> problems(String... sets) {
        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class, () -> loader.parse("test", YAML, List.of(sets)));
        assertThat(e).as("the configuration is invalid").isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void neverShowsThePassword() {
        JobConfig c = loader.parse("test", YAML, List.of());

        assertThat(c.mqtt().password()).isEqualTo(SECRET);
        assertThat(c.toString()).doesNotContain(SECRET);
        assertThat(EffectiveConfig.redacted(c)).doesNotContain(SECRET).contains("broker.local");
        assertThat(loader.parse("again", EffectiveConfig.yaml(c), List.of())).isEqualTo(c);
    }

    @Test
    void requiresABrokerIfItIsUsed() {
        assertThat(problems("mqtt.host="))
                .containsExactly(
                        "mqtt.host is required if output.to contains mqtt; use the host name of the broker");
    }

    @Test
    void rejectsWhatDoesNotFitTogether() {
        assertThat(problems("mqtt.user=")).singleElement().asString().startsWith("mqtt.user");
        assertThat(problems("mqtt.caFile=/etc/ca.pem"))
                .singleElement()
                .asString()
                .startsWith("mqtt.caFile must be empty without TLS");
        assertThat(problems("mqtt.topicPrefix=a/#")).hasSize(1);
    }

    @Test
    void theExampleIsValid() {
        JobConfig c = loader.load(Path.of("..", "conf", "mqtt.yaml"), List.of());
        assertThat(c.output().to()).containsExactly("files", "mqtt");
        assertThat(c.mqtt().tls()).isTrue();
    }
}
