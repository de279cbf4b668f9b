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

    private final InMemorySidecar sidecar = InMemorySidecar.start("event-retention-test");
    private final EventRetention retention = new EventRetention();

    @BeforeEach
    void journalSomeEvents() {
        for (int i = 0; i < 10; i++) {
            sidecar.journal(SITE, EventKind.REPORTED, "cam", (long) i, Map.of());
        }
    }

    private void snapshot(long checkpoint, long next) {
        retention.snapshot(checkpoint, List.of(new JournalSplit(SITE, "journal", next)));
    }

    @Test
    void registersTheFirstEventNeededByTheLastCompletedCheckpoint() {
        snapshot(1, 3);
        snapshot(2, 7);
        retention.register(sidecar);
        assertThat(sidecar.registered()).as("no checkpoint has completed yet").isEmpty();
        retention.completed(1);
        retention.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 3L));
        retention.completed(2);
        retention.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 7L));
    }

    @Test
    void skipsCheckpointsThatNeverCompleted() {
        snapshot(1, 3);
        snapshot(2, 7);
        retention.completed(2);
        retention.completed(1); // arrives late
        retention.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 7L));
    }

    @Test
    void registersNothingBeforeTheFirstEvent() {
        retention.snapshot(1, List.of(new JournalSplit(SITE, "", 0)));
        retention.completed(1);
        retention.register(sidecar);
        assertThat(sidecar.registered()).isEmpty();
    }

    @Test
    void retriesAFailedRegistrationAtTheNextCheckpoint() {
        sidecar.setUnavailable(true);
        snapshot(1, 3);
        retention.completed(1);
        retention.register(sidecar);
        sidecar.setUnavailable(false);
        sidecar.forgetBefore(5);
        snapshot(2, 4);
        retention.completed(2);
        retention.register(sidecar);
        assertThat(sidecar.registered()).as("rejected: event 4 was already deleted").isEmpty();
        snapshot(3, 8);
        retention.completed(3);
        retention.register(sidecar);
        assertThat(sidecar.registered()).containsExactly(Map.entry(KEY, 8L));
    }
}
