/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Feeds a target with changed inputs and counts what it does. */
final class Feeding {
    /** Longer than any input takes on a busy machine, unless it hangs. */
    private static final double MOST_SECONDS = 10;

    private static final int SHOWN_BYTES = 200;

    private final Target target;
    private final List<String> wrong = new ArrayList<>();
    private int fed;
    private int accepted;
    private int refused;
    private double slowestSeconds;

    Feeding(Target target) {
        this.target = target;
    }

    /**
     * Feeds the unchanged inputs first, which have to be accepted.
     *
     * @param inputs number of changed ones
     */
    void run(Mutator mutator, int inputs) throws Exception {
        List<byte[]> seeds = target.seeds();
        for (byte[] seed : seeds) {
            feed(seed);
        }
        if (refused > 0) {
            wrong.add("%d of %d valid inputs are refused".formatted(refused, seeds.size()));
        }
        for (int i = 0; i < inputs; i++) {
            feed(mutator.next(seeds));
        }
    }

    /** Whatever is thrown, an error too, is what the benchmark looks for. */
    private void feed(byte[] input) {
        long begin = System.nanoTime();
        fed++;
        try {
            if (target.accepts(input)) {
                accepted++;
            } else {
                refused++;
            }
        } catch (Throwable e) {
            wrong.add("%s for %s".formatted(e, shown(input)));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        slowestSeconds = Math.max(slowestSeconds, seconds);
        if (seconds > MOST_SECONDS) {
            wrong.add("%.1f s for %s".formatted(seconds, shown(input)));
        }
    }

    private static String shown(byte[] input) {
        int length = Math.min(input.length, SHOWN_BYTES);
        return "%d bytes %s".formatted(input.length, HexFormat.of().formatHex(input, 0, length));
    }

    String name() {
        return target.name();
    }

    int inputs() {
        return fed;
    }

    /** Returns what must not happen. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-14s %d accepted, %d refused, %d wrong, slowest %.2f s",
                target.name(),
                accepted,
                refused,
                wrong.size(),
                slowestSeconds);
    }
}
