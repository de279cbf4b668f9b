package io.ekya.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of a benchmark, and which of its own checks failed. */
public final class BenchResult {
    private final Map<String, String> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** Adds a figure. */
    public BenchResult figure(String key, double value) {
        figures.put(key, String.format(Locale.ROOT, "%.4g", value));
        return this;
    }

    /** Adds a figure that is no measurement, such as a count or a name. */
    public BenchResult figure(String key, String value) {
        figures.put(key, value);
        return this;
    }

    /** Notes what was promised, if it does not hold. */
    public BenchResult check(boolean holds, String promise) {
        if (!holds) {
            failures.add(promise);
        }
        return this;
    }

    /** What was promised and does not hold. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** {@code RESULT name key=value …}. */
    public String line(String name) {
        StringBuilder line = new StringBuilder("RESULT ").append(name);
        figures.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
        return line.append(" ok=").append(failures.isEmpty()).toString();
    }
}
