/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An unquoted scalar. It keeps its text, so that {@code no}, {@code 007} and {@code 1e3} can be
 * names; the key that reads it decides whether it is a number or a boolean.
 */
final class PlainScalar extends TextNode {
    private static final long serialVersionUID = 1L;

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?(?:(?:0|[1-9]\\d{0,30})(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[eE][-+]?\\d{1,3})?");

    PlainScalar(String text) {
        super(text);
    }

    /**
     * Returns the number or boolean that an unquoted scalar stands for, or else the node itself.
     */
    static JsonNode typed(JsonNode node) {
        if (!(node instanceof PlainScalar)) {
            return node;
        }
        String text = node.textValue();
        return switch (text) {
            case "true", "True", "TRUE" -> BooleanNode.TRUE;
            case "false", "False", "FALSE" -> BooleanNode.FALSE;
            default ->
                    NUMBER.matcher(text).matches()
                            ? DecimalNode.valueOf(new BigDecimal(text))
                            : node;
        };
    }

    /**
     * Returns JSON, possibly with numbers such as +8, that is read back as the same tree: numbers
     * and booleans are written as they were.
     */
    static String json(JsonNode tree) {
        return written(tree).toString();
    }

    private static JsonNode written(JsonNode node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node instanceof ObjectNode object) {
            ObjectNode copy = nodes.objectNode();
            object.properties().forEach(e -> copy.set(e.getKey(), written(e.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = nodes.arrayNode();
            array.forEach(element -> copy.add(written(element)));
            return copy;
        }
        return typed(node).isTextual() || !(node instanceof PlainScalar)
                ? node
                : nodes.rawValueNode(new RawValue(node.textValue()));
    }
}
