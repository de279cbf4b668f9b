/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The keys that have been written, as ranges of numbers. Numbers of a series usually have no gaps,
 * so a series takes one range, however long the job runs.
 */
final class WrittenKeys {
    /** Ranges kept of one series; beyond it, the oldest gap counts as written. */
    private static final int MAX_RANGES = 1_000;

    private final Map<String, NavigableMap<Long, Long>> series = new TreeMap<>();

    /**
     * Consecutive numbers of a series.
     *
     * @param first inclusive
     * @param last inclusive
     */
    record Range(String series, long first, long last) {}

    boolean contains(LineKey key) {
        NavigableMap<Long, Long> ranges = series.get(key.series());
        if (ranges == null) {
            return false;
        }
        Map.Entry<Long, Long> below = ranges.floorEntry(key.number());
        return below != null && below.getValue() >= key.number();
    }

    void add(LineKey key) {
        add(new Range(key.series(), key.number(), key.number()));
    }

    void add(Range range) {
        NavigableMap<Long, Long> ranges =
                series.computeIfAbsent(range.series(), s -> new TreeMap<>());
        long first = range.first();
        long last = range.last();
        Map.Entry<Long, Long> touching = ranges.floorEntry(last + 1);
        while (touching != null && touching.getValue() >= first - 1) {
            first = Math.min(first, touching.getKey());
            last = Math.max(last, touching.getValue());
            ranges.remove(touching.getKey());
            touching = ranges.floorEntry(last + 1);
        }
        ranges.put(first, last);
        if (ranges.size() > MAX_RANGES) {
            Map.Entry<Long, Long> oldest = ranges.pollFirstEntry();
            Map.Entry<Long, Long> next = ranges.pollFirstEntry();
            ranges.put(oldest.getKey(), next.getValue());
        }
    }

    void addAll(List<Range> ranges) {
        ranges.forEach(this::add);
    }

    List<Range> ranges() {
        List<Range> all = new ArrayList<>();
        series.forEach(
                (name, ranges) ->
                        ranges.forEach((first, last) -> all.add(new Range(name, first, last))));
        return all;
    }
}
