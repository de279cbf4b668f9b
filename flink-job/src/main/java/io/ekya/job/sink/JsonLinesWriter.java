/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a stream to its files, in the task thread. When the disk is full or otherwise fails, the
 * writer pauses: it keeps some lines in memory (and in its state), tries again at every checkpoint
 * and every ten seconds, and counts the lines that do not fit. It never fails the job.
 */
final class JsonLinesWriter<T> implements StatefulSinkWriter<T, JsonLinesState> {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLinesWriter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FLUSH_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 10_000;
    private static final int BLOCK_BYTES = 1 << 16;

    /** Lines in memory while the disk fails, bytes. */
    static final int PENDING_BYTES = 1 << 20;

    private final Stream<T> stream;
    private final LinesFile file;
    private final ProcessingTimeService time;
    private final SinkMetrics metrics;
    private final WrittenKeys written = new WrittenKeys();
    private final LineBuffer pending = new LineBuffer(PENDING_BYTES);
    private long number;
    private long lostInPause;
    private boolean paused;
    private long retryAtMillis;
    private boolean unwritable; // a record could not be converted; logged once
    private boolean closed;

    /**
     * What is written.
     *
     * @param name of the files, for messages
     * @param key null if lines are not identified
     * @param line converts a record; null omits it
     */
    record Stream<T>(
            String name,
            @Nullable Function<T, LineKey> key,
            Function<T, @Nullable Object> line,
            FileLimits limits) {}

    /**
     * @param start the number of the current file, and the lines and keys to start with
     */
    JsonLinesWriter(
            Stream<T> stream,
            LinesFile file,
            JsonLinesState start,
            ProcessingTimeService time,
            SinkMetrics metrics) {
        this.stream = stream;
        this.file = file;
        this.time = time;
        this.metrics = metrics;
        number = start.number();
        written.addAll(start.written());
        start.pending().forEach(this::add);
        flushLater();
    }

    private void flushLater() {
        time.registerTimer(
                now() + FLUSH_MILLIS,
                at -> {
                    if (closed) {
                        return;
                    }
                    if (paused && isRetryDue()) {
                        flush(false);
                    } else {
                        writeUnlessPaused();
                    }
                    flushLater();
                });
    }

    /** Also when the clock was set back, so that the pause seems to have just begun. */
    private boolean isRetryDue() {
        long left = retryAtMillis - now();
        return left <= 0 || left > RETRY_MILLIS;
    }

    private long now() {
        return time.getCurrentProcessingTime();
    }

    @Override
    public void write(T record, Context context) {
        Object object = stream.line().apply(record);
        if (object == null) {
            return;
        }
        Function<T, LineKey> keyOf = stream.key();
        LineKey key = keyOf == null ? null : keyOf.apply(record);
        if (key != null && written.contains(key)) {
            metrics.repeated.inc();
            return;
        }
        String line = toJson(object);
        if (line != null && add(line) && key != null) {
            written.add(key);
        }
        if (pending.bytes() >= blockBytes()) {
            writeUnlessPaused();
        }
    }

    /** Bytes of lines that are written at once. */
    private long blockBytes() {
        return Math.min(BLOCK_BYTES, stream.limits().rollBytes());
    }

    private @Nullable String toJson(Object object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            metrics.lost.inc();
            if (!unwritable) {
                unwritable = true;
                LOG.error("A record cannot be written to {}", stream.name(), e);
            }
            return null;
        }
    }

    private boolean add(String line) {
        boolean isTaken = pending.offer(line);
        if (!isTaken) {
            metrics.lost.inc();
            if (lostInPause++ == 0) {
                LOG.error("{}: lines are lost until the disk can be written", stream.name());
            }
        }
        metrics.pending(pending.count());
        return isTaken;
    }

    private void writeUnlessPaused() {
        if (paused) {
            return;
        }
        try {
            writeOut();
        } catch (IOException e) {
            pause(e);
        }
    }

    private void writeOut() throws IOException {
        if (pending.count() > 0) {
            file.append(pending.toBytes(), now());
            metrics.written.inc(pending.count());
            pending.clear();
            metrics.pending(0);
        }
        if (file.isDue(stream.limits(), now())) {
            number = file.roll(number, now()) + 1;
            keepBudget();
        }
    }

    private void keepBudget() {
        try {
            FileLimits limits = stream.limits();
            DiskBudget.Outcome kept =
                    DiskBudget.keep(
                            file.folder(), limits.keepBytes(), limits.rollBytes() + blockBytes());
            metrics.bytesKept(kept.bytes());
            metrics.deletedFiles.inc(kept.deleted());
        } catch (IOException e) {
            LOG.debug("Old files of {} cannot be deleted: {}", file.folder(), e.toString());
        }
    }

    /** Stops writing until the next attempt. */
    private void pause(IOException e) {
        if (!paused) {
            LOG.error("{} cannot be written and is paused; it is tried again", stream.name(), e);
        }
        paused = true;
        retryAtMillis = now() + RETRY_MILLIS;
        metrics.paused(true);
    }

    private void resume() {
        if (paused) {
            LOG.warn("{} is written again; {} lines were lost", stream.name(), lostInPause);
        }
        paused = false;
        lostInPause = 0;
        metrics.paused(false);
    }

    /**
     * Writes and forces everything: before a checkpoint, at the end of the input, after a pause.
     */
    @Override
    public void flush(boolean endOfInput) {
        keepBudget();
        try {
            writeOut();
            file.force(now());
            resume();
        } catch (IOException e) {
            pause(e);
        }
    }

    @Override
    public List<JsonLinesState> snapshotState(long checkpointId) {
        return List.of(new JsonLinesState(number, pending.toLines(), written.ranges()));
    }

    /** Never throws: a failure to close would end the task manager instead of this task. */
    @Override
    public void close() {
        closed = true;
        try {
            writeUnlessPaused();
            if (pending.count() > 0) {
                LOG.warn("{} lines of {} were not written", pending.count(), stream.name());
            }
        } catch (RuntimeException e) {
            LOG.warn("The last lines of {} cannot be written", stream.name(), e);
        }
        try {
            file.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be closed: {}", stream.name(), e.toString());
        }
    }
}
