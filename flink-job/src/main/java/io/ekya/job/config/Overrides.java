/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Applies overrides such as {@code --set a.b=c} to a configuration tree. */
final class Overrides {
    private final List<Problem> problems;

    Overrides(List<Problem> problems) {
        this.problems = problems;
    }

    void apply(ObjectNode root, String set) {
        int equals = set.indexOf('=');
        if (equals < 1) {
            problems.add(
                    new Problem(
                            "--set",
                            set,
                            "must have the form key=value",
                            "write --set scheduler.policy=thief"));
            return;
        }
        String key = set.substring(0, equals).strip();
        put(root, key, value(set.substring(equals + 1)));
    }

    /** Parses YAML such as 3, true or [1, 2]; anything else is taken literally. */
    private static JsonNode value(String text) {
        try {
            JsonNode node = YamlTree.of(text);
            if (node.isNull()) {
                return TextNode.valueOf("");
            }
            // "synthetic:" is a mapping in YAML, but not meant as one in an override
            boolean mapping = node.isObject() && !text.strip().startsWith("{");
            return mapping ? TextNode.valueOf(text) : node;
        } catch (YamlException e) {
            return TextNode.valueOf(text);
        }
    }

    private void put(ObjectNode root, String key, JsonNode value) {
        String[] path = key.split("\\.", -1);
        JsonNode at = root;
        for (int i = 0; i < path.length; i++) {
            boolean last = i == path.length - 1;
            if (at instanceof ArrayNode list) {
                int index = index(key, path[i], list.size());
                if (index < 0) {
                    return;
                }
                if (index == list.size()) {
                    list.addObject();
                }
                if (last) {
                    list.set(index, value);
                } else {
                    at = list.get(index);
                }
            } else if (at instanceof ObjectNode object) {
                if (last) {
                    object.set(path[i], value);
                } else {
                    at = child(object, path[i], path[i + 1]);
                }
            } else {
                problems.add(
                        new Problem(
                                "--set " + key,
                                at.asText(),
                                "must not continue below a plain value",
                                "remove what follows "
                                        + String.join(".", List.of(path).subList(0, i))));
                return;
            }
        }
    }

    private static JsonNode child(ObjectNode object, String name, String next) {
        JsonNode child = object.get(name);
        if (child == null || child.isNull()) {
            return next.matches("\\d+") ? object.putArray(name) : object.putObject(name);
        }
        return child;
    }

    private int index(String key, String text, int size) {
        if (text.matches("\\d{1,6}") && Integer.parseInt(text) <= size) {
            return Integer.parseInt(text);
        }
        problems.add(
                new Problem(
                        "--set " + key,
                        text,
                        "must be an index of a list of length " + size,
                        "use a number from 0 to " + size + " (the last one appends an entry)"));
        return -1;
    }
}
