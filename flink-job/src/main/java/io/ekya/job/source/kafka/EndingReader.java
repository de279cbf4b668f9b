/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** A reader that ends at a moment in time; everything else is left to another reader. */
final class EndingReader<T, S extends SourceSplit> implements SourceReader<T, S> {
    private final SourceReader<T, S> reader;
    private final long endMillis;
    private final LongSupplier clock;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /**
     * @param endMillis wall-clock time
     * @param clock wall clock
     */
    EndingReader(SourceReader<T, S> reader, long endMillis, LongSupplier clock) {
        this.reader = reader;
        this.endMillis = endMillis;
        this.clock = clock;
    }

    @Override
    public void start() {
        reader.start();
        if (endMillis < Long.MAX_VALUE) {
            long remaining = Math.max(0, endMillis - clock.getAsLong());
            end.completeOnTimeout(null, remaining, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        return clock.getAsLong() >= endMillis ? InputStatus.END_OF_INPUT : reader.pollNext(output);
    }

    /** The other reader's availability, or the end. */
    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> available = reader.isAvailable();
        return available.isDone() || endMillis == Long.MAX_VALUE
                ? available
                : CompletableFuture.anyOf(available, end).thenAccept(done -> {});
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public void addSplits(List<S> splits) {
        reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<String> splitsToPause, Collection<String> splitsToResume) {
        reader.pauseOrResumeSplits(splitsToPause, splitsToResume);
    }

    @Override
    public void close() throws Exception {
        end.complete(null);
        reader.close();
    }
}
