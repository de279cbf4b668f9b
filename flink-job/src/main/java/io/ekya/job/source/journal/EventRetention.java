/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks which events the Flink job would need if it were restored from its last checkpoint, and
 * registers them with the sidecar, which then retains them. The task thread records checkpoints,
 * the thread that reads the journal registers.
 */
final class EventRetention {
    /** Name of the registration; a site has one Flink job. */
    static final String CLIENT = "flink-job";

    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);

    /** By checkpoint; used by the task thread only. */
    private final NavigableMap<Long, JournalSplit> snapshots = new TreeMap<>();

    private final AtomicReference<@Nullable JournalSplit> unregistered = new AtomicReference<>();

    /** Whether the last registration failed; used by the reading thread only. */
    private boolean failed;

    /** Records the position that a checkpoint contains. */
    void snapshot(long checkpoint, List<JournalSplit> splits) {
        splits.stream()
                .filter(split -> !split.journal().isEmpty())
                .forEach(split -> snapshots.put(checkpoint, split));
    }

    /** A restore would start from this checkpoint from now on. */
    void completed(long checkpoint) {
        JournalSplit split = snapshots.get(checkpoint);
        snapshots.headMap(checkpoint, true).clear();
        if (split != null) {
            unregistered.set(split);
        }
    }

    /** Registers a new position with the sidecar, if there is one; a failure is only logged. */
    void register(Sidecar sidecar) {
        JournalSplit split = unregistered.getAndSet(null);
        if (split == null) {
            return;
        }
        try {
            sidecar.register(split.site(), CLIENT, split.next());
            failed = false;
        } catch (SidecarException e) {
            if (!failed) {
                LOG.warn(
                        "Registering events of site {} from {} on with the sidecar failed: {}",
                        split.site(),
                        split.next(),
                        e.getMessage());
            }
            failed = true;
        }
    }
}
