/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.sidecar.api.EventRows;
import io.ekya.sidecar.api.EventsQuery;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.store.Journal;
import java.util.List;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Streams a site's events from a number on, then new events as they are journaled; sends a batch
 * without rows every second as a heartbeat.
 */
final class EventTail implements AutoCloseable {
    private static final int BATCH = 256;
    private static final long HEARTBEAT_MILLIS = 1_000;

    private final Journal journal;
    private final BufferAllocator allocator;
    private volatile boolean closing;

    EventTail(Journal journal, BufferAllocator allocator) {
        this.journal = journal;
        this.allocator = allocator;
    }

    /** Runs until the reader cancels, the tail is closed, or the thread is interrupted. */
    void send(EventsQuery query, ServerStreamListener out) throws InterruptedException {
        Journal.Extent extent = journal.open(query.site());
        String id = query.journal() == null ? extent.id() : query.journal();
        long next = query.from() == null ? extent.next() : query.from();
        List<SidecarEvent> events = journal.read(query.site(), id, next, BATCH);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(EventRows.SCHEMA, allocator)) {
            BackpressureStrategy backpressure =
                    new BackpressureStrategy.CallbackBackpressureStrategy();
            backpressure.register(out);
            out.start(root);
            while (!closing) {
                EventRows.write(events, root);
                if (!awaitReady(backpressure, out)) {
                    return;
                }
                out.putNext();
                next += events.size();
                long seen = journal.changes();
                events = journal.read(query.site(), id, next, BATCH);
                if (events.isEmpty()) {
                    journal.awaitChange(seen, HEARTBEAT_MILLIS);
                    events = journal.read(query.site(), id, next, BATCH);
                }
            }
        }
    }

    boolean closing() {
        return closing;
    }

    /** Ends all open streams. */
    @Override
    public void close() {
        closing = true;
        journal.wake();
    }

    private static boolean awaitReady(BackpressureStrategy backpressure, ServerStreamListener out)
            throws InterruptedException {
        while (true) {
            if (out.isCancelled()) {
                return false;
            }
            switch (backpressure.waitForListener(HEARTBEAT_MILLIS)) {
                case READY -> {
                    return true;
                }
                case CANCELLED -> {
                    return false;
                }
                case TIMEOUT, OTHER -> {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
        }
    }
}
