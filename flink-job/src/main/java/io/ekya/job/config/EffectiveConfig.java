/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Writes a configuration including all defaults. */
public final class EffectiveConfig {
    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .build();

    private EffectiveConfig() {}

    /** Returns YAML that {@link ConfigLoader} reads back as the same configuration. */
    public static String yaml(JobConfig config) {
        try {
            return YAML.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing the configuration failed", e);
        }
    }

    /** Returns the YAML with credentials redacted, for people and log files. */
    public static String redacted(JobConfig config) {
        JsonNode tree = YAML.valueToTree(config);
        if (tree.path("kafka").path("properties") instanceof ObjectNode properties) {
            config.kafka()
                    .properties()
                    .forEach((k, v) -> properties.put(k, KafkaConfig.shown(k, v)));
        }
        try {
            return Redaction.of(YAML.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing the configuration failed", e);
        }
    }
}
