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
 * Follows a site's journal: connects again while the sidecar is down, goes on from what is still
 * kept where its place is not, and finishes when the site is closed.
 */
final class JournalReader implements SplitReader<SidecarEvent, JournalSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LATEST = -1;
    private static final int MOST_AT_ONCE = 100;

    private final Sidecar sidecar;
    private final TailDeadline end;
    private final Counter gaps;
    private final EventRetention needed;
    private final Backoff backoff = new Backoff(200, 3_000);
    private final AtomicReference<@Nullable EventStream> stream = new AtomicReference<>();
    private volatile CountDownLatch woken = new CountDownLatch(1);
    private @Nullable JournalSplit place;
    private boolean finished;

    /**
     * @param sidecar closed with this
     * @param gaps counts the times that events were lost because they are not kept any more
     * @param needed told to the sidecar between two events
     */
    JournalReader(Sidecar sidecar, TailDeadline end, Counter gaps, EventRetention needed) {
        this.sidecar = sidecar;
        this.end = end;
        this.gaps = gaps;
        this.needed = needed;
    }

    @Override
    public RecordsWithSplitIds<SidecarEvent> fetch() {
        RecordsBySplits.Builder<SidecarEvent> records = new RecordsBySplits.Builder<>();
        JournalSplit at = place;
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
                place = at;
                if (closes(event)) {
                    finish(records, at);
                    break;
                }
                event = read < MOST_AT_ONCE ? events.poll(Duration.ZERO) : null;
            }
            needed.tell(sidecar);
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

    private boolean closes(SidecarEvent event) {
        return event.kind() == EventKind.SITE_CLOSED && event.timeMillis() >= end.startedAtMillis();
    }

    private void recover(
            JournalSplit at, SidecarException e, RecordsBySplits.Builder<SidecarEvent> records) {
        if (e.reason() == SidecarException.Reason.OUT_OF_RANGE) {
            gaps.inc();
            LOG.warn(
                    "events of {} from {} on are not kept: {}",
                    at.site(),
                    at.next(),
                    e.getMessage());
            place = new JournalSplit(at.site(), "", oldestKept(at.site()));
            return;
        }
        if (System.currentTimeMillis() > end.giveUpAtMillis()) {
            LOG.warn("the run is over and the sidecar does not answer; no more events are awaited");
            finish(records, at);
            return;
        }
        LOG.debug("the sidecar's events cannot be read: {}", e.getMessage());
        pause();
    }

    /** Number of the oldest event that the sidecar has; where it does not say, only new ones. */
    private long oldestKept(String site) {
        try {
            for (JsonNode known : JSON.readTree(sidecar.status()).path("sites")) {
                if (known.path("site").asText().equals(site)) {
                    return known.path("oldestEvent").asLong(LATEST);
                }
            }
        } catch (SidecarException | JsonProcessingException e) {
            LOG.warn("the sidecar does not say which events it keeps: {}", e.getMessage());
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
        change.splits().forEach(split -> place = split);
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
