/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands environment variables in texts: <code>${NAME}</code>. */
final class Environment {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Map<String, String> variables;
    private final List<Problem> problems;

    Environment(Map<String, String> variables, List<Problem> problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** Returns the text with all variables expanded; an unset variable is a problem of the key. */
    String expand(String key, String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(key, text, found)));
    }

    private String value(String key, String text, MatchResult found) {
        String name = found.group(1);
        String value = variables.get(name);
        if (value == null) {
            problems.add(
                    new Problem(
                            key,
                            text,
                            "requires the environment variable " + name,
                            "set it with export " + name + "=... or replace it with a value"));
            return "";
        }
        return value;
    }
}
