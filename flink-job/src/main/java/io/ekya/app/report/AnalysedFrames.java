package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.job.record.Prediction;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** How many of all cameras' frames a student looked at, second by second; from predictions. */
final class AnalysedFrames {
    private final long originMillis;
    private final SortedMap<Long, long[]> seconds = new TreeMap<>();

    AnalysedFrames(long originMillis) {
        this.originMillis = originMillis;
    }

    /** Takes in a line of predictions.jsonl; dropped frames are frames that nobody looked at. */
    void add(JsonNode prediction) {
        long second = Math.floorDiv(prediction.path("timeMillis").asLong() - originMillis, 1000L);
        long[] count = seconds.computeIfAbsent(second, s -> new long[2]);
        count[0] += prediction.path("how").asInt(-1) == Prediction.ANALYSED ? 1 : 0;
        count[1] += 1 + prediction.path("droppedFrames").asInt();
    }

    /** Analysed over all frames, of the seconds of [from, to) that count; NaN without any. */
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
