/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ekya.redaction.Redaction;
import io.ekya.vision.live.LiveAddress;
import java.util.Map;

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
        return text(YAML.valueToTree(config));
    }

    private static String text(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing the configuration failed", e);
        }
    }

    /** Returns the YAML with credentials redacted, for people and log files. */
    public static String redacted(JobConfig config) {
        JsonNode tree = YAML.valueToTree(config);
        redact(tree);
        return text(tree);
    }

    private static void redact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(redacted(field.getKey(), field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redacted("", array.get(i)));
            }
        }
    }

    private static JsonNode redacted(String name, JsonNode value) {
        if (!value.isTextual()) {
            redact(value);
            return value;
        }
        String text = value.asText();
        if (LiveAddress.isLive(text)) {
            return new TextNode(address(text));
        }
        boolean isSecret = Redaction.isSecret(name) || KafkaConfig.isSecret(name);
        if (isSecret && !text.isEmpty()) {
            return new TextNode(Redaction.MASK);
        }
        return new TextNode(text.contains("://") ? Redaction.ofAddress(text) : Redaction.of(text));
    }

    private static String address(String text) {
        try {
            return LiveAddress.of(text, "", "").toString(); // can be read again
        } catch (IllegalArgumentException e) {
            return Redaction.ofAddress(text);
        }
    }
}
