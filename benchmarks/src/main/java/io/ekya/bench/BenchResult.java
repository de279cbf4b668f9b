package io.ekya.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a benchmark found.
 *
 * @param values by name, in the order they are to be told
 * @param failures its checks that did not hold, in words; empty where all did
 */
public record BenchResult(Map<String, String> values, List<String> failures) {
    public BenchResult {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    /** {@code RESULT name key=value ...}; a value's spaces become underscores. */
    public String line(String name) {
        return values.entrySet().stream()
                .map(e -> " " + e.getKey() + "=" + e.getValue().strip().replace(' ', '_'))
                .collect(Collectors.joining("", "RESULT " + name, ""));
    }

    /** A number as it stands in a result: three digits after the point. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
