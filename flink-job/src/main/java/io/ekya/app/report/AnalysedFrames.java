/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** Counts frames of all cameras and how many of them students analysed, per second. */
final class AnalysedFrames {
    private final long originMillis;
    private final SortedMap<Long, long[]> seconds = new TreeMap<>();

    AnalysedFrames(long originMillis) {
        this.originMillis = originMillis;
    }

    /** Adds a line of predictions.jsonl; dropped frames count as not analysed. */
    void add(JsonNode prediction) {
        long second = Math.floorDiv(prediction.path("timeMillis").asLong() - originMillis, 1000L);
        long[] count = seconds.computeIfAbsent(second, s -> new long[2]);
        count[0] += prediction.path("how").asText().equals("analysed") ? 1 : 0;
        count[1] += 1 + prediction.path("droppedFrames").asInt();
    }

    /**
     * Returns the share of frames that were analysed, 0..1; NaN without frames.
     *
     * @param counts selects seconds of [from, to)
     */
    double share(double from, double to, DoublePredicate counts) {
        long analysed = 0;
        long all = 0;
        for (var second : seconds.subMap((long) from, (long) to).entrySet()) {
            if (counts.test(second.getKey())) {
                analysed += second.getValue()[0];
                all += second.getValue()[1];
            }
        }
        return all == 0 ? Double.NaN : (double) analysed / all;
    }
}
