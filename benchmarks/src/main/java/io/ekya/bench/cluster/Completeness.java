/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import io.ekya.bench.cluster.CommittedResults.Window;
import java.util.List;
import java.util.Map;

/**
 * Whether results are complete.
 *
 * @param windows different (camera, window)
 * @param missing windows between the first and the last of a camera that have no result
 * @param doubled results of a window beyond its first
 * @param analysed frames, of all cameras, as also the following
 */
record Completeness(
        long windows, long missing, long doubled, long analysed, long carried, long dropped) {

    static Completeness of(Map<String, List<Window>> results) {
        long distinct = 0;
        long missing = 0;
        for (List<Window> camera : results.values()) {
            long own = camera.stream().mapToLong(Window::number).distinct().count();
            long first = camera.stream().mapToLong(Window::number).min().orElse(0);
            long last = camera.stream().mapToLong(Window::number).max().orElse(-1);
            distinct += own;
            missing += last - first + 1 - own;
        }
        List<Window> all = results.values().stream().flatMap(List::stream).toList();
        return new Completeness(
                distinct,
                missing,
                all.size() - distinct,
                all.stream().mapToLong(Window::analysed).sum(),
                all.stream().mapToLong(w -> w.frames() - w.analysed() - w.dropped()).sum(),
                all.stream().mapToLong(Window::dropped).sum());
    }

    long counted() {
        return analysed + carried + dropped;
    }
}
