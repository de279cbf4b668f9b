/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the registry's times consistent with a wall clock that is set. Students, jobs, events and
 * registrations are as old as before a step, since their times are moved by it; without that, a
 * clock that is fifty years ahead for a minute would make everything too old to be retained.
 */
final class ClockSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSteps.class);

    /** A sidecar that was stopped for longer has more likely got another clock. */
    private static final long MAX_STOPPED_MILLIS = Duration.ofDays(366).toMillis();

    private static final long REMEMBERED_EVERY_MILLIS = 60_000;

    private static final List<String> TIMES =
            List.of(
                    "UPDATE students SET created=created+?",
                    "UPDATE jobs SET created=created+?",
                    "UPDATE jobs SET ended=max(1, ended+?) WHERE ended>0",
                    "UPDATE events SET time=time+?",
                    "UPDATE clients SET seen=seen+?");

    private final Database database;
    private final SteadyClock clock;
    private long rememberedMillis;

    ClockSteps(Database database, SteadyClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Compares the clock with the time at which an earlier process was last seen. */
    void resume() {
        long now = clock.millis();
        long seen = database.first(r -> r.getLong(1), "SELECT seen FROM clock").orElse(now);
        long stopped = now - seen;
        boolean isBack = stopped < -SteadyClock.TOLERANCE_MILLIS;
        move(isBack || stopped > MAX_STOPPED_MILLIS ? stopped : 0);
    }

    /** Deals with a step of the clock, if there was one; call it about once a second. */
    void keep() {
        long step = clock.step();
        boolean isDue = Math.abs(clock.millis() - rememberedMillis) >= REMEMBERED_EVERY_MILLIS;
        if (step == 0) {
            clock.adopt();
        }
        if (step == 0 && !isDue) {
            return;
        }
        rememberedMillis = clock.millis(); // a failure is tried again after the interval
        move(step);
    }

    private void move(long step) {
        database.transaction(
                () -> {
                    if (step != 0) {
                        TIMES.forEach(times -> database.update(times, step));
                    }
                    return database.update(
                            "INSERT OR REPLACE INTO clock VALUES(0,?)", clock.wallMillis());
                });
        clock.adopt();
        rememberedMillis = clock.millis();
        if (step != 0) {
            LOG.warn(
                    "The clock was set by {} s; the registry's times were moved with it",
                    step / 1_000);
        }
    }
}
