/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The section kafka and the rules that involve it. */
class KafkaConfigTest {
    private static final String CAMERA =
            """
            cameras: [{id: north, source: "kafka:", fps: 10}]
            kafka: {bootstrapServers: "127.0.0.1:9092"}
            """;
    private static final String SECRET = "s3cret-value";

    private final ConfigLoader loader = new ConfigLoader(Map.of("KAFKA_PASSWORD", SECRET));

    private List<String> problems(String yaml, String... sets) {
        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class, () -> loader.parse("test", yaml, List.of(sets)));
        assertThat(e).as("the configuration is invalid").isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void passesPropertiesOnWithSecretsFromTheEnvironment() {
        JobConfig c =
                loader.parse(
                        "test",
                        CAMERA,
                        List.of(
                                "kafka.properties={security.protocol: SASL_SSL, retries: 3}",
                                "kafka.properties.ssl.truststore.password=${KAFKA_PASSWORD}",
                                "kafka.properties.ssl.truststore.location=/etc/ekya/trust.jks"));

        assertThat(c.kafka().clientProperties())
                .containsOnly(
                        Map.entry("bootstrap.servers", "127.0.0.1:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("retries", "3"),
                        Map.entry("ssl.truststore.password", SECRET),
                        Map.entry("ssl.truststore.location", "/etc/ekya/trust.jks"));
    }

    @Test
    void neverShowsSecrets() {
        JobConfig c =
                loader.parse(
                        "test",
                        CAMERA,
                        List.of(
                                "kafka.properties.sasl.jaas.config=x password=\"${KAFKA_PASSWORD}\";",
                                "kafka.properties.ssl.key.password=${KAFKA_PASSWORD}",
                                "kafka.properties.ssl.keystore.key=${KAFKA_PASSWORD}",
                                "kafka.properties.sasl.oauthbearer.client.credentials.client.secret=${KAFKA_PASSWORD}",
                                "kafka.properties.sasl.mechanism=PLAIN"));

        assertThat(c.toString()).doesNotContain(SECRET).contains("sasl.mechanism=PLAIN");
        assertThat(EffectiveConfig.redacted(c))
                .doesNotContain(SECRET)
                .contains("sasl.mechanism: PLAIN");
        assertThat(EffectiveConfig.yaml(c)).contains(SECRET);
        assertThat(loader.parse("again", EffectiveConfig.yaml(c), List.of())).isEqualTo(c);
    }

    @Test
    void requiresBrokersIfTheyAreUsed() {
        assertThat(problems(CAMERA, "kafka.bootstrapServers="))
                .containsExactly(
                        "kafka.bootstrapServers is required for kafka: cameras; use 127.0.0.1:9092");
        assertThat(
                        problems(
                                "cameras: [{id: north, source: \"synthetic:\"}]",
                                "output.to=[files, kafka]"))
                .containsExactly(
                        "kafka.bootstrapServers is required if output.to contains kafka; use 127.0.0.1:9092");
    }

    @Test
    void requiresTheRateOfACamera() {
        assertThat(problems(CAMERA, "cameras.0.fps=0"))
                .containsExactly(
                        "cameras.0.fps is required for a kafka: camera, but is 0; set it to the rate at which its frames are produced");
    }

    @Test
    void rejectsKeysOfRecordings() {
        assertThat(problems(CAMERA, "cameras.0.loop=true")).hasSize(1);
        assertThat(problems(CAMERA, "cameras.0.heldOut=0.2")).hasSize(1);
        assertThat(problems(CAMERA, "cameras.0.source=kafka:frames")).hasSize(1);
        assertThat(problems(CAMERA, "window.pace=2")).hasSize(1);
    }

    @Test
    void requiresCheckpointsToCommitResults() {
        assertThat(problems(CAMERA, "output.to=[kafka]", "flink.checkpointMillis=0"))
                .singleElement()
                .asString()
                .startsWith("flink.checkpointMillis must not be 0");
    }

    @Test
    void requiresKnownDestinations() {
        assertThat(problems(CAMERA, "output.to=[]")).hasSize(1);
        assertThat(problems(CAMERA, "output.to=[files, files]")).hasSize(1);
        assertThat(problems(CAMERA, "output.to=[kafak]"))
                .containsExactly(
                        "output.to.0 must be one of files, kafka, mqtt, but is kafak; did you mean kafka?");
    }

    @Test
    void theExampleIsValid() {
        JobConfig c =
                new ConfigLoader(Map.of()).load(Path.of("..", "conf", "kafka.yaml"), List.of());
        assertThat(c.cameras()).allMatch(CameraConfig::fromKafka);
        assertThat(c.output().to()).containsExactly("files", "kafka");
    }
}
