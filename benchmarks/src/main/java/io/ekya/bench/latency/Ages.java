/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The time from the moment at which a frame is due until its answer reaches the sink.
 *
 * @param micros of each answer
 * @param lost frames that the cameras lost
 */
record Ages(Histogram micros, long lost) {
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(10);

    static Ages of(List<Answer> answers) {
        Histogram micros = new Histogram(MOST_MICROS, 3);
        long lost = 0;
        for (Answer answer : answers) {
            micros.recordValue(Math.max(0, Math.min(MOST_MICROS, answer.micros())));
            lost += answer.lost();
        }
        return new Ages(micros, lost);
    }

    /** Returns a percentile, milliseconds. */
    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "frame to answer: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, most %.2f ms"
                        + " (%d answers, %d frames lost)",
                millis(50),
                millis(90),
                millis(99),
                millis(99.9),
                millis(100),
                micros.getTotalCount(),
                lost);
    }
}
