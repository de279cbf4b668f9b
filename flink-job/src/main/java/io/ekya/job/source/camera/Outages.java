/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Decides which failures of a camera are reported: each reason at most once a minute, with the
 * number of those in between. A camera that is away for days, or comes and goes every second, does
 * not fill the log. Used by one thread.
 */
final class Outages {
    private static final long INTERVAL_MILLIS = 60_000;
    private static final int MAX_REASONS = 16;

    private final LongSupplier clock;
    private final Map<String, Reported> reasons = new LinkedHashMap<>();
    private boolean away;
    private boolean announced;
    private long sinceMillis;

    /** When a reason was reported, and how often it has occurred since. */
    private record Reported(long millis, int since) {}

    /**
     * @param clock monotonic, milliseconds
     */
    Outages(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Notes a failure.
     *
     * @return 0 if it is not reported; otherwise the number of failures with this reason since the
     *     last report, this one included
     */
    int failed(String reason) {
        long now = clock.getAsLong();
        if (!away) {
            away = true;
            announced = false;
            sinceMillis = now;
        }
        Reported last = reasons.remove(reason);
        if (last != null && now - last.millis < INTERVAL_MILLIS) {
            reasons.put(reason, new Reported(last.millis, last.since + 1));
            return 0;
        }
        if (reasons.size() == MAX_REASONS) {
            reasons.remove(reasons.keySet().iterator().next());
        }
        reasons.put(reason, new Reported(now, 0));
        announced = true;
        return last == null ? 1 : last.since + 1;
    }

    /** Notes a frame; returns the length of the outage that it ended, if that was reported. */
    OptionalLong delivered() {
        if (!away) {
            return OptionalLong.empty();
        }
        away = false;
        return announced ? OptionalLong.of(clock.getAsLong() - sinceMillis) : OptionalLong.empty();
    }
}
