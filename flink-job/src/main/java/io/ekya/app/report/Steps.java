package io.ekya.app.report;

import io.ekya.job.record.Allocation;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** A quantity that holds from a second on until the next step; 0 before the first. */
final class Steps {
    private final NavigableMap<Double, Double> values = new TreeMap<>();

    /** A part of allocations over time. */
    static Steps of(
            RunData run, List<TimedAllocation> allocations, ToDoubleFunction<Allocation> part) {
        Steps steps = new Steps();
        for (TimedAllocation a : allocations) {
            double at = Math.max(0, run.seconds(a.timeMillis()));
            steps.values.put(at, part.applyAsDouble(a.allocation()));
        }
        return steps;
    }

    static Steps constant(double value) {
        Steps steps = new Steps();
        steps.values.put(0.0, value);
        return steps;
    }

    /** Adds a stretch with a value, 0 after it. */
    void stretch(double from, double to, double value) {
        values.put(from, value);
        values.put(to, 0.0);
    }

    static Steps sum(List<Steps> all) {
        Steps sum = new Steps();
        for (Double t : times(all)) {
            sum.values.put(t, all.stream().mapToDouble(s -> s.at(t)).sum());
        }
        return sum;
    }

    /** Every second at which any of them changes. */
    static SortedSet<Double> times(List<Steps> all) {
        TreeSet<Double> times = new TreeSet<>();
        all.forEach(s -> times.addAll(s.values.keySet()));
        return times;
    }

    double at(double seconds) {
        Map.Entry<Double, Double> step = values.floorEntry(seconds);
        return step == null ? 0 : step.getValue();
    }

    double highest() {
        return values.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
