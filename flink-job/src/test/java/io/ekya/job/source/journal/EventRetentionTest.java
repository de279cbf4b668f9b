/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.testing.InMemorySidecar;
import io.ekya.sidecar.api.EventKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRetentionTest {
    private static final String SITE = "edge";
    private static final String KEY = SITE + "/" + EventRetention.CLIENT;

    private final InMemorySidecar sidecar = InMemorySidecar.start("needed-events-test");
    private final EventRetention needed = new EventRetention();

    @BeforeEach
    void journalSomeEvents() {
        for (int i = 0; i < 10; i++) {
            sidecar.journal(SITE, EventKind.REPORTED, "cam", (long) i, Map.of());
        }
    }

    private void snapshot(long checkpoint, long next) {
        needed.snapshot(checkpoint, List.of(new JournalSplit(SITE, "journal", next)));
    }

    @Test
    void tellsFromWhereOnTheLastCompletedCheckpointNeedsEvents() {
        snapshot(1, 3);
        snapshot(2, 7);
        needed.register(sidecar);
        assertThat(sidecar.registered()).as("none is complete yet").isEmpty();
        needed.completed(1);
        needed.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 3L));
        needed.completed(2);
        needed.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 7L));
    }

    @Test
    void aCheckpointThatNeverCompletedIsPassedOver() {
        snapshot(1, 3);
        snapshot(2, 7);
        needed.completed(2);
        needed.completed(1); // comes late
        needed.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 7L));
    }

    @Test
    void beforeTheFirstEventNothingIsNeeded() {
        needed.snapshot(1, List.of(new JournalSplit(SITE, "", 0)));
        needed.completed(1);
        needed.register(sidecar);
        assertThat(sidecar.registered()).isEmpty();
    }

    @Test
    void whatCannotBeToldIsToldAtTheNextCheckpoint() {
        sidecar.setAway(true);
        snapshot(1, 3);
        needed.completed(1);
        needed.register(sidecar);
        sidecar.setAway(false);
        sidecar.forgetBefore(5);
        snapshot(2, 4);
        needed.completed(2);
        needed.register(sidecar);
        assertThat(sidecar.registered()).as("refused: it is gone").isEmpty();
        snapshot(3, 8);
        needed.completed(3);
        needed.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 8L));
    }
}
