/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * A metric group that keeps counters and histograms by name, such as {@code camera.north.frames}.
 */
public final class RecordedMetrics extends UnregisteredMetricsGroup {
    private final String prefix;
    private final Map<String, Counter> counters;
    private final Map<String, Histogram> histograms;

    public RecordedMetrics() {
        this("", new TreeMap<>(), new TreeMap<>());
    }

    private RecordedMetrics(
            String prefix, Map<String, Counter> counters, Map<String, Histogram> histograms) {
        this.prefix = prefix;
        this.counters = counters;
        this.histograms = histograms;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics(prefix + key + '.' + value + '.', counters, histograms);
    }

    @Override
    public Counter counter(String name) {
        Counter counter = new SimpleCounter();
        counters.put(prefix + name, counter);
        return counter;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        histograms.put(prefix + name, histogram);
        return histogram;
    }

    /** Returns the counters that are not 0. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach(
                (name, counter) -> {
                    if (counter.getCount() != 0) {
                        counts.put(name, counter.getCount());
                    }
                });
        return counts;
    }

    /** Returns a histogram that has been registered. */
    public Histogram histogram(String name) {
        Histogram histogram = histograms.get(name);
        if (histogram == null) {
            throw new IllegalArgumentException(name + " is none of " + histograms.keySet());
        }
        return histogram;
    }
}
