/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ekya.files.DecodedText;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML as it is written: repeated keys, second documents and unknown tags are refused with
 * their line; aliases and merge keys are resolved; unquoted scalars keep their text ({@link
 * PlainScalar}).
 */
final class YamlTree {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final String MERGE = "<<";
    private static final int MAX_DEPTH = 50;

    /** Aliases of aliases could otherwise expand to any size. */
    private static final int MAX_NODES = 1_000_000;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private int count;

    private YamlTree() {}

    /** Returns the tree of a text with at most one document; a null node if it has no content. */
    static JsonNode of(String text) throws YamlException {
        Node root = compose(text);
        return root == null ? NullNode.instance : new YamlTree().json(root, 0);
    }

    /**
     * Returns the tree of a text. An outermost entry that has an anchor and is none of the given
     * keys only defines a value for aliases, and is not part of the tree.
     */
    static JsonNode of(String text, Set<String> keys) throws YamlException {
        Node root = compose(text);
        if (root == null) {
            return NullNode.instance;
        }
        JsonNode tree = new YamlTree().json(root, 0);
        if (root instanceof MappingNode mapping && tree instanceof ObjectNode object) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = key(entry.getKeyNode());
                if (entry.getValueNode().getAnchor() != null && !keys.contains(key)) {
                    object.remove(key);
                }
            }
        }
        return tree;
    }

    private static @Nullable Node compose(String text) throws YamlException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowRecursiveKeys(false);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_NODES);
        try {
            Iterator<Node> documents =
                    new Yaml(options).composeAll(new StringReader(text)).iterator();
            Node first = documents.hasNext() ? documents.next() : null;
            if (documents.hasNext()) {
                throw new YamlException(
                        line(documents.next()),
                        "begins a second document",
                        "write one configuration per file, without --- between its parts",
                        null);
            }
            return first;
        } catch (MarkedYAMLException e) {
            throw marked(e);
        } catch (ReaderException e) {
            int end = Math.min(e.getPosition(), text.length());
            throw new YamlException(
                    DecodedText.line(text.substring(0, end)),
                    "contains the unprintable character U+%04X".formatted(e.getCodePoint()),
                    "remove it",
                    e);
        } catch (YAMLException e) {
            throw new YamlException(1, "is not valid YAML: " + e.getMessage(), "simplify it", e);
        }
    }

    private static YamlException marked(MarkedYAMLException e) {
        var mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        int line = mark == null ? 1 : mark.getLine() + 1;
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return new YamlException(line, "is indented with a tab", "indent it with spaces", e);
        }
        return new YamlException(
                line,
                "is not valid YAML (" + problem + ")",
                "correct the file; quote strings that end with a colon",
                e);
    }

    private JsonNode json(Node node, int depth) throws YamlException {
        if (++count > MAX_NODES || depth > MAX_DEPTH) {
            throw new YamlException(
                    line(node), "expands to too many values", "use fewer aliases", null);
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            throw new YamlException(
                    line(node),
                    "has the unknown tag " + node.getTag(),
                    "remove it, or quote the value",
                    null);
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = nodes.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(json(element, depth + 1));
            }
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        if (!scalar.isPlain()) {
            return TextNode.valueOf(scalar.getValue());
        }
        return NULLS.contains(scalar.getValue())
                ? NullNode.instance
                : new PlainScalar(scalar.getValue());
    }

    private ObjectNode object(MappingNode mapping, int depth) throws YamlException {
        ObjectNode object = nodes.objectNode();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = key(entry.getKeyNode());
            if (key.equals(MERGE) && entry.getKeyNode() instanceof ScalarNode s && s.isPlain()) {
                merged.add(entry.getValueNode());
            } else if (object.has(key)) {
                throw new YamlException(
                        line(entry.getKeyNode()),
                        "repeats the key " + key,
                        "remove one of them, or merge their values",
                        null);
            } else {
                object.set(key, json(entry.getValueNode(), depth + 1));
            }
        }
        for (Node from : merged) {
            merge(from, object, depth);
        }
        return object;
    }

    private static String key(Node node) throws YamlException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new YamlException(line(node), "has a key that is not a name", "use a name", null);
    }

    /** Adds the entries of a mapping, or of several, whose keys are not present. */
    private void merge(Node from, ObjectNode into, int depth) throws YamlException {
        JsonNode value = json(from, depth + 1);
        List<JsonNode> mappings = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(mappings::add);
        } else {
            mappings.add(value);
        }
        for (JsonNode mapping : mappings) {
            if (!mapping.isObject()) {
                throw new YamlException(
                        line(from),
                        "merges something that is not a mapping",
                        "write <<: *name, with &name before a mapping",
                        null);
            }
            for (var entry : mapping.properties()) {
                if (!into.has(entry.getKey())) {
                    into.set(entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
