/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.sidecar.server.store.StoreException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records outcomes in the registry, in their order. While it cannot be written, for example on a
 * full disk, they wait in memory and are tried again, so that none is lost and no job waits for a
 * disk. After the end of the process, their jobs are found to be pending.
 */
final class DeferredOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredOutcomes.class);

    private final Queue<Entry> waiting = new ArrayDeque<>();
    private boolean deferring;

    private record Entry(String name, Runnable outcome) {}

    /**
     * Records an outcome now or later.
     *
     * @param outcome a transaction
     */
    synchronized void record(String name, Runnable outcome) {
        waiting.add(new Entry(name, outcome));
        if (waiting.size() == 1) {
            retry();
        }
    }

    /** Tries again to record what waits; returns the number of outcomes that still do. */
    synchronized int retry() {
        while (!waiting.isEmpty()) {
            Entry next = waiting.element();
            try {
                next.outcome().run();
            } catch (StoreException e) {
                if (!deferring) {
                    LOG.warn("{} cannot be recorded yet: {}", next.name(), e.getMessage());
                }
                deferring = true;
                return waiting.size();
            } catch (RuntimeException e) {
                LOG.error("{} cannot be recorded", next.name(), e);
            }
            waiting.remove();
        }
        if (deferring) {
            LOG.warn("Outcomes are recorded again");
        }
        deferring = false;
        return 0;
    }
}
