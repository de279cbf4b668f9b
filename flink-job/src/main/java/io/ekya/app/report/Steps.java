/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.record.Allocation;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** A step function of time: each value applies until the next step; 0 before the first. */
final class Steps {
    private final NavigableMap<Double, Double> values = new TreeMap<>();

    /** One component of allocations over time. */
    static Steps of(
            RunData run,
            List<TimedAllocation> allocations,
            ToDoubleFunction<Allocation> component) {
        Steps steps = new Steps();
        for (TimedAllocation a : allocations) {
            double at = Math.max(0, run.seconds(a.timeMillis()));
            steps.values.put(at, component.applyAsDouble(a.allocation()));
        }
        return steps;
    }

    static Steps constant(double value) {
        Steps steps = new Steps();
        steps.values.put(0.0, value);
        return steps;
    }

    /** Sets a value from one time to another; 0 afterwards. */
    void addInterval(double from, double to, double value) {
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

    /** Returns all times at which any of the functions changes, seconds. */
    static SortedSet<Double> times(List<Steps> all) {
        TreeSet<Double> times = new TreeSet<>();
        all.forEach(s -> times.addAll(s.values.keySet()));
        return times;
    }

    double at(double seconds) {
        Map.Entry<Double, Double> step = values.floorEntry(seconds);
        return step == null ? 0 : step.getValue();
    }

    double max() {
        return values.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
