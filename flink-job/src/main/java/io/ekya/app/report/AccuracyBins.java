package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One camera's true accuracy over time, in bins of equal length; from its predictions. */
final class AccuracyBins {
    /** Right answers over regions between two times. */
    record Bin(double fromSeconds, double toSeconds, double accuracy) {}

    private final long originMillis;
    private final double binSeconds;
    private final SortedMap<Long, long[]> counts = new TreeMap<>();

    AccuracyBins(long originMillis, double binSeconds) {
        this.originMillis = originMillis;
        this.binSeconds = binSeconds;
    }

    /** Takes in a line of predictions.jsonl; regions on dropped frames count as wrong. */
    void add(JsonNode prediction) {
        double seconds = (prediction.path("timeMillis").asLong() - originMillis) / 1000.0;
        long[] bin =
                counts.computeIfAbsent((long) Math.floor(seconds / binSeconds), b -> new long[2]);
        JsonNode truth = prediction.path("truth");
        JsonNode classes = prediction.path("classes");
        boolean known = false;
        for (int i = 0; i < truth.size(); i++) {
            int wanted = truth.path(i).asInt(-1);
            if (wanted >= 0) {
                known = true;
                bin[0] += classes.path(i).asInt(-1) == wanted ? 1 : 0;
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
