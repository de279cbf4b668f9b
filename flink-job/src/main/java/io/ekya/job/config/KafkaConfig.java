/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Connection to Kafka, for cameras with the source {@code kafka:} and for results. */
public record KafkaConfig(
        @ConfigKey(
                        text = "Brokers host:port, separated by commas; empty if Kafka is not used",
                        byDefault = "",
                        pattern = "|[^:/,\\s]+:\\d{1,5}(,[^:/,\\s]+:\\d{1,5})*",
                        example = "kafka-1:9092,kafka-2:9092")
                String bootstrapServers,
        @ConfigKey(
                        text = "Topic of the cameras' frames",
                        byDefault = "ekya.frames",
                        pattern = TOPIC,
                        example = "ekya.frames")
                String framesTopic,
        @ConfigKey(
                        text =
                                "Compacted topic of changes to the cameras, such as ekya.cameras; empty if there is none",
                        byDefault = "",
                        pattern = "|" + TOPIC)
                String camerasTopic,
        @ConfigKey(
                        text =
                                "Prefix of the topics of results: predictions, windows, events, plans and deadletters",
                        byDefault = "ekya.",
                        pattern = "[A-Za-z0-9._-]{0,200}",
                        example = "ekya.")
                String topicPrefix,
        @ConfigKey(
                        text = "Largest frame that is accepted, KiB",
                        byDefault = "1024",
                        min = 1,
                        max = 65536)
                int maxFrameKib,
        @ConfigKey(
                        text =
                                "Properties of Kafka's clients, such as security.protocol; secrets come from the environment",
                        byDefault = "{}")
                Map<String, String> properties)
        implements Serializable {

    /** Pattern of topic names. */
    static final String TOPIC = "[A-Za-z0-9._-]{1,249}";

    private static final String HIDDEN = "***";

    public KafkaConfig {
        properties = Map.copyOf(properties);
    }

    /** The properties of a client: the brokers, and what the configuration adds. */
    public Properties clientProperties() {
        Properties all = new Properties();
        properties.forEach(all::setProperty);
        all.setProperty("bootstrap.servers", bootstrapServers);
        return all;
    }

    /** Returns whether a property's value must not be shown. */
    static boolean isSecret(String property) {
        String name = property.toLowerCase(Locale.ROOT);
        return name.contains("password")
                || name.contains("secret")
                || name.contains("jaas")
                || name.contains("token")
                || name.contains("credential")
                || name.equals("ssl.keystore.key");
    }

    /** Returns a value for people and logs. */
    static String shown(String property, String value) {
        return isSecret(property) ? HIDDEN : value;
    }

    /** Without the values of secret properties. */
    @Override
    public String toString() {
        String shown =
                properties.entrySet().stream()
                        .map(p -> p.getKey() + "=" + shown(p.getKey(), p.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
        return "KafkaConfig[bootstrapServers=%s, framesTopic=%s, camerasTopic=%s, topicPrefix=%s, maxFrameKib=%d, properties=%s]"
                .formatted(
                        bootstrapServers,
                        framesTopic,
                        camerasTopic,
                        topicPrefix,
                        maxFrameKib,
                        shown);
    }
}
