/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists all configuration keys with default, rule and description. */
public final class Reference {
    private Reference() {}

    /** A key of the reference. */
    public record Entry(String key, String defaultYaml, String rule, String text) {}

    /** Returns all keys, dotted, in the order of the records; list indexes are {@code <n>}. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        collect(JobConfig.class, "", entries);
        return entries;
    }

    private static void collect(Class<?> record, String path, List<Entry> entries) {
        for (KeyRule key : KeyRule.of(record)) {
            String name = path + key.name();
            if (key.record().isEmpty() || key.isList()) {
                String yaml =
                        key.defaultYaml().map(d -> d.isEmpty() ? "\"\"" : d).orElse("required");
                entries.add(new Entry(name, yaml, rule(key), key.text()));
            }
            if (key.record().isPresent()) {
                collect(key.record().get(), name + (key.isList() ? ".<n>." : "."), entries);
            }
        }
    }

    private static String rule(KeyRule key) {
        if (!key.oneOf().isEmpty()) {
            return String.join(" | ", key.oneOf());
        }
        return key.range();
    }

    /**
     * Finds the full key for a misplaced name: the same name elsewhere, or the most similar one.
     */
    static Optional<String> elsewhere(String name) {
        List<String> keys = entries().stream().map(Entry::key).toList();
        List<String> same = keys.stream().filter(k -> last(k).equals(name)).toList();
        if (same.size() == 1) {
            return Optional.of(same.get(0));
        }
        return Suggestion.nearest(name, keys.stream().map(Reference::last).toList())
                .flatMap(near -> keys.stream().filter(k -> last(k).equals(near)).findFirst());
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Returns the reference as text. */
    public static String text() {
        StringBuilder out = new StringBuilder();
        for (Entry e : entries()) {
            String rule = e.rule().isEmpty() ? "" : " (" + e.rule() + ")";
            out.append(e.key()).append(": ").append(e.defaultYaml()).append('\n');
            out.append("    ").append(e.text()).append(rule).append(".\n");
        }
        return out.toString();
    }
}
