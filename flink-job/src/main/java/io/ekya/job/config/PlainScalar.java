/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
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

    /** Writes a number or boolean as it was written, so that it can be read back as the same. */
    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        if (typed(this) == this) {
            super.serialize(json, provider);
        } else {
            json.writeRawValue(textValue());
        }
    }
}
