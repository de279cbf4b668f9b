/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads strings, numbers and booleans by the rules of their {@link KeyRule}s. */
final class ScalarReader {
    private final Environment environment;
    private final List<Problem> problems;

    ScalarReader(Environment environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Returns the value, or null after recording a problem. */
    @Nullable Object read(KeyRule key, String path, Class<?> type, JsonNode node) {
        if (type == String.class) {
            return text(key, path, node);
        }
        return type == boolean.class ? bool(path, node) : number(key, path, type, node);
    }

    private @Nullable String text(KeyRule key, String path, JsonNode node) {
        if (!node.isValueNode()) {
            problem(path, node, "must be a string", "quote it: \"...\"");
            return null;
        }
        int before = problems.size();
        String raw = node.asText();
        String text = environment.expand(path, raw);
        if (problems.size() > before) {
            return null;
        }
        if (!key.oneOf().isEmpty() && !key.oneOf().contains(text)) {
            String fix =
                    Suggestion.nearest(text, key.oneOf())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("use " + key.oneOf().get(0));
            problems.add(
                    new Problem(
                            path, raw, "must be one of " + String.join(", ", key.oneOf()), fix));
            return null;
        }
        if (!key.pattern().isEmpty() && !text.matches(key.pattern())) {
            problems.add(
                    new Problem(
                            path, quoted(raw), "must match " + key.pattern(), key.patternFix()));
            return null;
        }
        return text;
    }

    private @Nullable Boolean bool(String path, JsonNode given) {
        JsonNode node = PlainScalar.typed(given);
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        problem(path, node, "must be true or false", "write true or false without quotes");
        return null;
    }

    private @Nullable Object number(KeyRule key, String path, Class<?> type, JsonNode given) {
        JsonNode node = PlainScalar.typed(given);
        boolean whole = type == int.class || type == Integer.class || type == long.class;
        String kind = whole ? "a whole number" : "a number";
        String range = key.range().isEmpty() ? "" : " " + key.range();
        String fix =
                key.defaultYaml()
                        .map(d -> "use " + d + " (the default)")
                        .orElse("set it: " + key.text());
        if (!node.isNumber() || (whole && !node.canConvertToExactIntegral())) {
            problem(path, node, "must be " + kind + range, fix);
            return null;
        }
        double value = node.asDouble();
        boolean fits = whole ? fits(type, node) : Double.isFinite(value);
        if (!fits || value < key.min() || value > key.max()) {
            problem(path, node, "must be " + (range.isEmpty() ? kind : range.strip()), fix);
            return null;
        }
        if (type == long.class) {
            return node.asLong();
        }
        return whole ? (Object) node.asInt() : (Object) value;
    }

    private static boolean fits(Class<?> type, JsonNode node) {
        return type == long.class ? node.canConvertToLong() : node.canConvertToInt();
    }

    void problem(String path, JsonNode node, String rule, String fix) {
        boolean isNumber = PlainScalar.typed(node).isNumber();
        String value =
                isNumber
                        ? node.asText()
                        : node.isTextual() ? quoted(node.asText()) : node.toString();
        problems.add(new Problem(path, value, rule, fix));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
