/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Pauses of one camera's answers. A pause is the longest time between successive answers in a
 * stretch of the stream, less the time between two frames.
 *
 * @param swaps pauses in the stretches around a student's first answer, microseconds
 * @param still pauses in stretches of the same length without a swap
 * @param lostAtSwaps frames lost in the stretches around swaps
 * @param lostElsewhere frames lost without a swap, because the machine was busy
 */
record SwapPauses(Histogram swaps, Histogram still, long lostAtSwaps, long lostElsewhere) {
    /** The new student is loaded while these are answered. */
    private static final int BEFORE = 5;

    private static final int AFTER = 3;

    /**
     * Finds the pauses.
     *
     * @param answers of one camera, in the order of their arrival
     * @param periodMicros time between two frames
     */
    static SwapPauses of(List<Answer> answers, long periodMicros) {
        List<Integer> swapped = new ArrayList<>();
        for (int i = 1; i < answers.size(); i++) {
            if (!answers.get(i).student().equals(answers.get(i - 1).student())) {
                swapped.add(i);
            }
        }
        Histogram swaps = new Histogram(3);
        Histogram still = new Histogram(3);
        long lost = 0;
        boolean[] around = new boolean[answers.size()];
        for (int at : swapped) {
            int from = Math.max(1, at - BEFORE);
            int to = Math.min(answers.size(), at + AFTER);
            swaps.recordValue(pause(answers, from, to, periodMicros));
            for (int i = from; i < to; i++) {
                lost += around[i] ? 0 : lostAt(answers, i);
                around[i] = true;
            }
        }
        long elsewhere = 0;
        for (int i = 1; i < around.length; i++) {
            elsewhere += around[i] ? 0 : lostAt(answers, i);
        }
        for (int from = 1; from + BEFORE + AFTER <= around.length; from += BEFORE + AFTER) {
            if (isStill(around, from, from + BEFORE + AFTER)) {
                still.recordValue(pause(answers, from, from + BEFORE + AFTER, periodMicros));
            }
        }
        return new SwapPauses(swaps, still, lost, elsewhere);
    }

    private static boolean isStill(boolean[] around, int from, int to) {
        for (int i = from; i < to; i++) {
            if (around[i]) {
                return false;
            }
        }
        return true;
    }

    private static long pause(List<Answer> answers, int from, int to, long periodMicros) {
        long longest = 0;
        for (int i = from; i < to; i++) {
            longest = Math.max(longest, answers.get(i).nanos() - answers.get(i - 1).nanos());
        }
        return Math.max(0, longest / 1_000 - periodMicros);
    }

    /** Frames without an answer before this one, and this one if it was not analysed. */
    private static long lostAt(List<Answer> answers, int i) {
        long gap = answers.get(i).index() - answers.get(i - 1).index() - 1;
        return gap + (answers.get(i).analysed() ? 0 : 1);
    }

    static double millis(Histogram pauses, double percentile) {
        return pauses.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d swaps: pause p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, %d frames lost; %d stretches"
                        + " without a swap: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, %d frames lost",
                swaps.getTotalCount(),
                millis(swaps, 50),
                millis(swaps, 90),
                millis(swaps, 99),
                lostAtSwaps,
                still.getTotalCount(),
                millis(still, 50),
                millis(still, 90),
                millis(still, 99),
                lostElsewhere);
    }
}
