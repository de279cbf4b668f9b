/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** True accuracy of one camera over time, in bins of equal length. */
final class AccuracyBins {
    /** Accuracy of the regions between two times, seconds since the origin. */
    record Bin(double fromSeconds, double toSeconds, double accuracy) {}

    private final long originMillis;
    private final double binSeconds;
    private final SortedMap<Long, long[]> counts = new TreeMap<>();

    AccuracyBins(long originMillis, double binSeconds) {
        this.originMillis = originMillis;
        this.binSeconds = binSeconds;
    }

    /** Adds a line of predictions.jsonl; regions of dropped frames count as incorrect. */
    void add(JsonNode prediction) {
        double seconds = (prediction.path("timeMillis").asLong() - originMillis) / 1000.0;
        long[] bin =
                counts.computeIfAbsent((long) Math.floor(seconds / binSeconds), b -> new long[2]);
        JsonNode truth = prediction.path("truth");
        JsonNode classes = prediction.path("classes");
        boolean known = false;
        for (int i = 0; i < truth.size(); i++) {
            int expected = truth.path(i).asInt(-1);
            if (expected >= 0) {
                known = true;
                bin[0] += classes.path(i).asInt(-1) == expected ? 1 : 0;
                bin[1]++;
            }
        }
        bin[1] += known ? prediction.path("droppedRegions").asInt() : 0;
    }

    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        counts.forEach(
                (number, count) -> {
                    if (count[1] > 0) {
                        double from = number * binSeconds;
                        bins.add(new Bin(from, from + binSeconds, (double) count[0] / count[1]));
                    }
                });
        return bins;
    }
}
