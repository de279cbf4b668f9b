/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.concurrent.Backoff;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.Sidecar;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a site's journal: reconnects while the sidecar is unavailable, continues with the oldest
 * retained event if its position is no longer retained, and finishes when the site is closed.
 */
final class JournalReader implements SplitReader<SidecarEvent, JournalSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LATEST = -1;
    private static final int MAX_BATCH = 100;

    private final Sidecar sidecar;
    private final TailDeadline deadline;
    private final long openedNanos = System.nanoTime();
    private final long leftNanos;
    private final Counter gaps;
    private final EventRetention retention;
    private final Backoff backoff = new Backoff(200, 3_000);
    private final AtomicReference<@Nullable EventStream> stream = new AtomicReference<>();
    private volatile CountDownLatch woken = new CountDownLatch(1);
    private @Nullable JournalSplit position;
    private boolean finished;

    /**
     * @param sidecar closed with this
     * @param gaps counts how often events were lost because they were no longer retained
     * @param retention registered with the sidecar between two events
     */
    JournalReader(Sidecar sidecar, TailDeadline deadline, Counter gaps, EventRetention retention) {
        this.sidecar = sidecar;
        this.deadline = deadline;
        this.leftNanos =
                TimeUnit.MILLISECONDS.toNanos(
                        deadline.giveUpAtMillis() - System.currentTimeMillis());
        this.gaps = gaps;
        this.retention = retention;
    }

    @Override
    public RecordsWithSplitIds<SidecarEvent> fetch() {
        RecordsBySplits.Builder<SidecarEvent> records = new RecordsBySplits.Builder<>();
        JournalSplit at = position;
        if (at == null || finished) {
            return records.build();
        }
        try {
            EventStream events = connected(at);
            SidecarEvent event = events.poll(POLL);
            backoff.reset();
            for (int read = 0; event != null; read++) {
                records.add(at, event);
                at = new JournalSplit(at.site(), event.journal(), event.n() + 1);
                position = at;
                if (closes(event)) {
                    finish(records, at);
                    break;
                }
                event = read < MAX_BATCH ? events.poll(Duration.ZERO) : null;
            }
            retention.register(sidecar);
            if (!finished && isRunOver()) {
                LOG.warn("The run is over, but its site was not closed; no more events are read");
                finish(records, at);
            }
        } catch (SidecarException e) {
            disconnect();
            recover(at, e, records);
        }
        return records.build();
    }

    private EventStream connected(JournalSplit at) {
        EventStream events = stream.get();
        if (events == null) {
            events =
                    sidecar.events(
                            at.site(),
                            at.journal().isEmpty() ? null : at.journal(),
                            at.next() == LATEST ? null : Long.valueOf(at.next()));
            stream.set(events);
        }
        return events;
    }

    /** By elapsed time, since the wall clock can be set meanwhile. */
    private boolean isRunOver() {
        return System.nanoTime() - openedNanos > leftNanos;
    }

    private boolean closes(SidecarEvent event) {
        return event.kind() == EventKind.SITE_CLOSED
                && event.timeMillis() >= deadline.startedAtMillis();
    }

    private void recover(
            JournalSplit at, SidecarException e, RecordsBySplits.Builder<SidecarEvent> records) {
        if (e.reason() == SidecarException.Reason.OUT_OF_RANGE) {
            gaps.inc();
            LOG.warn(
                    "Events of site {} from {} on are no longer retained: {}",
                    at.site(),
                    at.next(),
                    e.getMessage());
            position = new JournalSplit(at.site(), "", oldestRetained(at.site()));
            if (!at.journal().isEmpty()) {
                records.add(at, lost(at));
            }
            return;
        }
        if (isRunOver()) {
            LOG.warn("The run is over and the sidecar does not answer; no more events are read");
            finish(records, at);
            return;
        }
        LOG.debug("Reading the sidecar's events failed: {}", e.getMessage());
        pause();
    }

    private static SidecarEvent lost(JournalSplit at) {
        return new SidecarEvent(
                at.site(),
                at.journal(),
                at.next(),
                System.currentTimeMillis(),
                EventKind.EVENTS_LOST,
                null,
                null,
                "{}");
    }

    /** Number of the oldest retained event; if unknown, only new events are read. */
    private long oldestRetained(String site) {
        try {
            for (JsonNode known : JSON.readTree(sidecar.status()).path("sites")) {
                if (known.path("site").asText().equals(site)) {
                    return known.path("oldestEvent").asLong(LATEST);
                }
            }
        } catch (SidecarException | JsonProcessingException e) {
            LOG.warn("Querying the oldest retained event failed: {}", e.getMessage());
        }
        return LATEST;
    }

    private void pause() {
        try {
            if (woken.await(backoff.next(), TimeUnit.MILLISECONDS)) {
                woken = new CountDownLatch(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(RecordsBySplits.Builder<SidecarEvent> records, JournalSplit at) {
        finished = true;
        records.addFinishedSplit(at.splitId());
    }

    private void disconnect() {
        EventStream events = stream.getAndSet(null);
        if (events != null) {
            events.close();
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<JournalSplit> change) {
        change.splits().forEach(split -> position = split);
    }

    @Override
    public void wakeUp() {
        woken.countDown();
        EventStream events = stream.get();
        if (events != null) {
            events.cancel();
        }
    }

    @Override
    public void close() {
        disconnect();
        sidecar.close();
    }
}
