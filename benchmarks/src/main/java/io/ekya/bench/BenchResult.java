/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a benchmark and its failed checks. */
public final class BenchResult {
    private final Map<String, String> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** Adds a figure. */
    public BenchResult figure(String key, double value) {
        figures.put(key, String.format(Locale.ROOT, "%.4g", value));
        return this;
    }

    /** Adds a figure that is not a measurement, such as a count or a name. */
    public BenchResult figure(String key, String value) {
        figures.put(key, value);
        return this;
    }

    /** Records a requirement as failed if it does not hold. */
    public BenchResult check(boolean holds, String requirement) {
        if (!holds) {
            failures.add(requirement);
        }
        return this;
    }

    /** Returns the requirements that do not hold. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns the line {@code RESULT name key=value …}. */
    public String line(String name) {
        StringBuilder line = new StringBuilder("RESULT ").append(name);
        figures.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
        return line.append(" ok=").append(failures.isEmpty()).toString();
    }
}
