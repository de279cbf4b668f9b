/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Prometheus expression refers to.
 *
 * @param metrics the labels in the selector of each metric
 * @param grouping labels that are grouped by; every metric of the expression must have them
 */
public record Expression(Map<String, Set<String>> metrics, Set<String> grouping) {
    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:flink|ekya)_[a-zA-Z0-9_:]+|up)\\b(?:\\s*\\{([^}]*)})?");
    private static final Pattern MATCHER =
            Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|group_left|group_right)\\s*\\(([^)]*)\\)");

    /** Finds the metrics and labels in an expression. */
    public static Expression of(String text) {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            Set<String> labels = metrics.computeIfAbsent(selector.group(1), m -> new TreeSet<>());
            String matchers = selector.group(2) == null ? "" : selector.group(2);
            MATCHER.matcher(matchers).results().forEach(m -> labels.add(m.group(1)));
        }
        Set<String> grouping = new TreeSet<>();
        GROUPING.matcher(text)
                .results()
                .flatMap(m -> Arrays.stream(m.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(grouping::add);
        return new Expression(metrics, grouping);
    }
}
