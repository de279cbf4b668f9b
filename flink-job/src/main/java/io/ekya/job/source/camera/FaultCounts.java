/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which faults of a camera become dead letters: the first of each kind, then one a minute
 * that stands for those since. A camera that delivers nothing usable does not fill the disk. Not
 * thread-safe.
 */
public final class FaultCounts {
    /** Faults that are written one by one: three frames, but ten rows, which have to be mended. */
    public static final int FIRST_FRAMES = 3;

    static final int FIRST_ROWS = 10;
    static final int FIRST_LOSSES = 1;

    private static final long INTERVAL_MILLIS = 60_000;
    private static final int MAX_KINDS = 16;
    private static final String OTHER = "other";

    private final LongSupplier clock;
    private final Map<String, Counted> kinds = new LinkedHashMap<>();

    /** Faults of one kind; the newest one is kept until it is written. */
    private static final class Counted {
        private int written;
        private long writtenMillis;
        private int since;
        private @Nullable FrameCrops newest;

        private FrameCrops take(long now) {
            FrameCrops letter = Objects.requireNonNull(newest).withFaults(since);
            written++;
            writtenMillis = now;
            since = 0;
            newest = null;
            return letter;
        }
    }

    /**
     * @param clock monotonic, milliseconds
     */
    public FaultCounts(LongSupplier clock) {
        this.clock = clock;
    }

    /** Returns what faults with similar texts have in common: the text without names, numbers. */
    public static String kindOf(String text) {
        return text.replaceAll("'[^']*'|\\([^)]*\\)|[0-9]+|/\\S*", "");
    }

    /**
     * Counts a fault and returns its record, whose dead letter stands for the faults of this kind
     * since the last one; for none if it is not written now.
     *
     * @param first number of faults of this kind that are written one by one
     */
    public FrameCrops count(String kind, int first, FrameCrops bad) {
        Counted counted = add(kind, bad);
        long now = clock.getAsLong();
        boolean isWritten =
                counted.written < first || now - counted.writtenMillis >= INTERVAL_MILLIS;
        return bad.withFaults(isWritten ? counted.take(now).faults() : 0);
    }

    private Counted add(String kind, FrameCrops bad) {
        boolean isKnown = kinds.containsKey(kind) || kinds.size() < MAX_KINDS;
        Counted counted = kinds.computeIfAbsent(isKnown ? kind : OTHER, k -> new Counted());
        counted.since += bad.faults();
        counted.newest = bad.withoutLosses();
        return counted;
    }

    /** Returns the dead letters of faults that have waited for a minute. */
    List<FrameCrops> due() {
        return letters(clock.getAsLong() - INTERVAL_MILLIS);
    }

    /** Returns the dead letters of all faults that wait. */
    List<FrameCrops> rest() {
        return letters(Long.MAX_VALUE);
    }

    private List<FrameCrops> letters(long writtenUntil) {
        List<FrameCrops> letters = new ArrayList<>();
        for (Counted counted : kinds.values()) {
            if (counted.since > 0 && counted.writtenMillis <= writtenUntil) {
                letters.add(counted.take(clock.getAsLong()));
            }
        }
        return letters;
    }
}
