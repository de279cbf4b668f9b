/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JSON tree into a record whose components have {@link ConfigKey}s, by the same rules and
 * with the same messages as a configuration file. A component of type {@code Optional} is an
 * optional key without a default.
 */
public final class RecordBinding {
    private RecordBinding() {}

    /**
     * Reads a record. A key with a problem has a stand-in value, so that all problems are found at
     * once.
     *
     * @param name of the tree in messages, such as {@code the problem}
     * @param problems receives every problem found
     */
    public static <T> T read(Class<T> type, String name, JsonNode tree, List<Problem> problems) {
        Environment environment = new Environment(Map.copyOf(System.getenv()), problems);
        return new TreeReader(environment, problems, name, key -> Optional.empty())
                .record(type, "", tree);
    }
}
