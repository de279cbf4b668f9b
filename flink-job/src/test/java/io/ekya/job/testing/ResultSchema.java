/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One of the JSON Schemas that the documents publish. */
public final class ResultSchema {
    private static final Path FOLDER = Path.of("..", "docs", "schemas");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode tree;
    private final JsonSchema schema;

    private ResultSchema(JsonNode tree) {
        this.tree = tree;
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(tree);
    }

    /** Reads a schema such as {@code window}. */
    public static ResultSchema named(String name) throws IOException {
        return new ResultSchema(
                JSON.readTree(Files.readString(FOLDER.resolve(name + ".schema.json"))));
    }

    /** Returns what is wrong with a value; empty if it is valid. */
    public List<String> errors(JsonNode value) {
        return schema.validate(value).stream().map(ValidationMessage::getMessage).toList();
    }

    /** Returns what is wrong with a value in JSON. */
    public List<String> errors(byte[] json) throws IOException {
        return errors(JSON.readTree(json));
    }

    /** Returns the names of the properties that the schema describes. */
    public Set<String> properties() {
        Set<String> names = new TreeSet<>();
        tree.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
