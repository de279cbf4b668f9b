/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * Decides whether predictions are late: once a second it compares the 95th percentile of that
 * second's latencies with a target. The highest of several latencies never counts, since a single
 * late prediction is not significant.
 */
final class LatencyWatch {
    private static final long PERIOD_MILLIS = 1_000;
    private static final double QUANTILE = 0.95;
    private static final long MAX_LATENCY_MILLIS = 3_600_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final long targetMillis;
    private final Histogram latencies = new Histogram(MAX_LATENCY_MILLIS, SIGNIFICANT_DIGITS);
    private long sinceMillis;
    private boolean late;

    LatencyWatch(long targetMillis) {
        this.targetMillis = targetMillis;
    }

    /**
     * Records the latency of a prediction. Returns the latency to report, in milliseconds: once a
     * second while predictions are late, and once when they no longer are.
     */
    OptionalDouble record(long nowMillis, long latencyMillis) {
        if (latencies.getTotalCount() == 0) {
            sinceMillis = nowMillis;
        }
        latencies.recordValue(Math.max(0, Math.min(MAX_LATENCY_MILLIS, latencyMillis)));
        if (nowMillis - sinceMillis < PERIOD_MILLIS) {
            return OptionalDouble.empty();
        }
        long latency = percentile();
        latencies.reset();
        boolean wasLate = late;
        late = latency > targetMillis;
        return late || wasLate ? OptionalDouble.of((double) latency) : OptionalDouble.empty();
    }

    private long percentile() {
        long count = latencies.getTotalCount();
        long rank = (long) Math.ceil(QUANTILE * count);
        long withoutHighest = Math.max(1, Math.min(rank, count - 1));
        return latencies.getValueAtPercentile(100.0 * withoutHighest / count);
    }
}
