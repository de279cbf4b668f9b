package io.ekya.job.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether answers come late: once a second it holds the 95th percentile of that second's latencies
 * against a target. The highest of several latencies never counts, since one late answer is no
 * sign.
 */
final class LatencyWatch {
    private static final long PERIOD_MILLIS = 1_000;
    private static final double QUANTILE = 0.95;

    private final long targetMillis;
    private final List<Long> latencies = new ArrayList<>();
    private long sinceMillis;
    private boolean late;

    LatencyWatch(long targetMillis) {
        this.targetMillis = targetMillis;
    }

    /**
     * Takes in an answer. Gives the latency, milliseconds, where there is something to say: once a
     * second while answers are late, and once when they no longer are.
     */
    OptionalDouble answered(long nowMillis, long latencyMillis) {
        if (latencies.isEmpty()) {
            sinceMillis = nowMillis;
        }
        latencies.add(latencyMillis);
        if (nowMillis - sinceMillis < PERIOD_MILLIS) {
            return OptionalDouble.empty();
        }
        long latency = percentile();
        latencies.clear();
        boolean wasLate = late;
        late = latency > targetMillis;
        return late || wasLate ? OptionalDouble.of((double) latency) : OptionalDouble.empty();
    }

    private long percentile() {
        List<Long> sorted = latencies.stream().sorted().toList();
        int rank = (int) Math.ceil(QUANTILE * sorted.size());
        return sorted.get(Math.max(0, Math.min(rank, sorted.size() - 1) - 1));
    }
}
