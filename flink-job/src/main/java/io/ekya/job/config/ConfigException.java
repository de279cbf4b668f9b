/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.util.List;
import java.util.stream.Collectors;

/** An invalid configuration; the message lists all problems. */
public final class ConfigException extends RuntimeException {
    private final transient List<Problem> problems;

    public ConfigException(String source, List<Problem> problems) {
        super(message(source, problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String message(String source, List<Problem> problems) {
        String head =
                problems.size() == 1
                        ? source + " has a problem:"
                        : source + " has " + problems.size() + " problems:";
        return problems.stream()
                .map(p -> "  - " + p)
                .collect(Collectors.joining("\n", head + "\n", ""));
    }
}
