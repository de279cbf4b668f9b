/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Converts a YAML tree into configuration records by their {@link KeyRule}s. Invalid values are
 * recorded and replaced by placeholders, so that one pass finds all problems.
 */
final class TreeReader {
    private final ScalarReader scalars;
    private final List<Problem> problems;
    private final String rootName;
    private final Function<String, Optional<String>> elsewhere;

    TreeReader(Environment environment, List<Problem> problems) {
        this(environment, problems, "the configuration", Reference::elsewhere);
    }

    /**
     * @param rootName of the outermost record in messages
     * @param elsewhere finds the full name of a key that belongs to another record
     */
    TreeReader(
            Environment environment,
            List<Problem> problems,
            String rootName,
            Function<String, Optional<String>> elsewhere) {
        this.scalars = new ScalarReader(environment, problems);
        this.problems = problems;
        this.rootName = rootName;
        this.elsewhere = elsewhere;
    }

    /** Reads the record at a path; omitted keys use their defaults. */
    <T> T record(Class<T> type, String path, JsonNode node) {
        List<KeyRule> keys = KeyRule.of(type);
        JsonNode object = node;
        if (!node.isObject()) {
            if (!isEmpty(node)) {
                scalars.problem(
                        path.isEmpty() ? rootName : path,
                        node,
                        "must contain keys",
                        "use the keys " + names(keys));
            }
            object = JsonNodeFactory.instance.objectNode();
        }
        rejectUnknown(keys, path, object);
        Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            KeyRule key = keys.get(i);
            values[i] = value(key, join(path, key.name()), object.get(key.name()));
        }
        try {
            return construct(type, values);
        } catch (IllegalArgumentException e) {
            // The record has a rule of its own, which the defaults satisfy.
            String message = String.valueOf(e.getMessage());
            problems.add(new Problem(path, "", "is invalid: " + message, "correct it"));
            return construct(type, defaults(keys, path));
        }
    }

    private Object[] defaults(List<KeyRule> keys, String path) {
        return keys.stream().map(key -> placeholder(key, join(path, key.name()))).toArray();
    }

    private static <T> T construct(Class<T> type, Object[] values) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructors()[0];
            return type.cast(canonical.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot create a " + type.getSimpleName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create a " + type.getSimpleName(), e);
        }
    }

    private void rejectUnknown(List<KeyRule> keys, String path, JsonNode object) {
        List<String> known = keys.stream().map(KeyRule::name).toList();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                String fix =
                        Suggestion.nearest(name, known)
                                .or(() -> elsewhere.apply(name))
                                .map(near -> near.contains(".") ? near : join(path, near))
                                .map(near -> "did you mean " + near + "?")
                                .orElse("use one of " + names(keys));
                problems.add(new Problem(join(path, name), "", "is not a known key", fix));
            }
        }
    }

    private Object value(KeyRule key, String path, @Nullable JsonNode given) {
        JsonNode node = given == null || isEmpty(given) ? null : given;
        if (key.isOptional()) {
            return node == null
                    ? Optional.empty()
                    : Optional.ofNullable(convert(key, path, key.element(), node));
        }
        if (node == null && key.defaultYaml().isEmpty()) {
            problems.add(new Problem(path, "", "is required", "set it (" + key.text() + ")"));
            return placeholder(key, path);
        }
        Object value = node == null ? null : convert(key, path, key.type(), node);
        return value != null ? value : placeholder(key, path);
    }

    private Object placeholder(KeyRule key, String path) {
        if (key.record().isPresent() && !key.isList()) {
            return record(key.record().get(), path, JsonNodeFactory.instance.objectNode());
        }
        if (key.isOptional()) {
            return Optional.empty();
        }
        if (key.type() == double.class && key.defaultYaml().isEmpty()) {
            return Math.max(key.min(), Math.min(key.max(), 1.0));
        }
        if (key.defaultYaml().isEmpty() && !key.isList()) {
            boolean fits = key.pattern().isEmpty() || path.matches(key.pattern());
            return fits ? path : "synthetic:";
        }
        JsonNode node = parse(key.defaultYaml().orElse("[]"));
        Object value = convert(key, path, key.type(), node);
        if (value == null) {
            throw new IllegalStateException("the default of " + path + " violates its own rule");
        }
        return value;
    }

    private static JsonNode parse(String text) {
        if (!text.startsWith("[") && !text.startsWith("{") && text.contains(":")) {
            return TextNode.valueOf(text);
        }
        try {
            JsonNode node = YamlTree.of(text);
            return isEmpty(node) ? TextNode.valueOf(text) : node;
        } catch (YamlException e) {
            return TextNode.valueOf(text);
        }
    }

    /** Returns the value, or null after recording a problem. */
    private @Nullable Object convert(KeyRule key, String path, Type type, JsonNode node) {
        if (type instanceof ParameterizedType generic) {
            Type element =
                    generic.getActualTypeArguments()[generic.getRawType() == Map.class ? 1 : 0];
            return generic.getRawType() == Map.class
                    ? map(key, path, element, node)
                    : list(key, path, element, node);
        }
        if (!(type instanceof Class<?> c)) {
            throw new IllegalStateException(path + " has an unsupported type: " + type);
        }
        if (c.isRecord()) {
            return record(c, path, node);
        }
        return scalars.read(key, path, c, node);
    }

    private @Nullable Object list(KeyRule key, String path, Type element, JsonNode node) {
        if (!node.isArray()) {
            scalars.problem(path, node, "must be a list", listFix(key, path, element, node));
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = convert(key, path + "." + i, element, node.get(i));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static String listFix(KeyRule key, String path, Type element, JsonNode node) {
        if (!(element instanceof Class<?> c && c.isRecord())) {
            return node.isValueNode() ? "write [" + node.asText() + "]" : "write [1, 2]";
        }
        String first = KeyRule.of(c).get(0).name();
        String name =
                node.isObject() && node.fieldNames().hasNext() ? node.fieldNames().next() : "";
        String value = name.isEmpty() || KeyRule.names(c).contains(name) ? "..." : name;
        return "begin each entry with a dash: %s: [{%s: %s, ...}], or a line '- %s: %s' below %s:"
                .formatted(path, first, value, first, value, key.name());
    }

    private @Nullable Object map(KeyRule key, String path, Type element, JsonNode node) {
        boolean isText = element == String.class;
        if (!node.isObject()) {
            scalars.problem(
                    path,
                    node,
                    "must be a mapping of names to " + (isText ? "strings" : "numbers"),
                    isText ? "write {name: value}" : "write {bus: 3}");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (isText && entry.getValue().isObject()) {
                texts(key, path, name, entry.getValue(), values);
                continue;
            }
            Object value = convert(key, path + "." + name, element, entry.getValue());
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** A dot in a name of a mapping to strings may be written as nesting, as overrides do. */
    private void texts(
            KeyRule key, String path, String name, JsonNode node, Map<String, Object> values) {
        Object nested = map(key, path + "." + name, String.class, node);
        if (nested instanceof Map<?, ?> more) {
            more.forEach((k, v) -> values.put(name + "." + k, v));
        }
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String names(List<KeyRule> keys) {
        return keys.stream().map(KeyRule::name).collect(Collectors.joining(", "));
    }
}
