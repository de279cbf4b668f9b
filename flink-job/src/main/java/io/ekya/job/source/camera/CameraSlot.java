/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes a camera's newest frame from its thread to the stream. A frame that was not taken in time
 * is replaced by the next one, which counts it as dropped. Sampled frames and records of problems
 * are not replaced; they are dropped only if too many wait, unless they become dead letters.
 * Problems of one kind are counted instead of repeated.
 */
final class CameraSlot {
    private static final int CAPACITY = 12;

    private final Runnable filled;
    private final boolean keepsAll;
    private final Deque<FrameCrops> waiting = new ArrayDeque<>();
    private final FaultCounts faults =
            new FaultCounts(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private DroppedCount dropped = DroppedCount.NONE;
    private FrameCrops.@Nullable Times newest;
    private boolean ended;

    /**
     * @param filled called after a record was put in or the camera has ended
     * @param keepsAll whether {@link #offer} waits for room instead of dropping records
     */
    CameraSlot(Runnable filled, boolean keepsAll) {
        this.filled = filled;
        this.keepsAll = keepsAll;
    }

    /** Puts a record in; replaces a waiting one that it makes stale. */
    void offer(FrameCrops record) throws InterruptedException {
        synchronized (this) {
            while (keepsAll && waiting.size() >= CAPACITY && !ended) {
                wait();
            }
            if (ended) {
                return;
            }
            newest = record.times();
            append(faults.due());
            FrameCrops last = waiting.peekLast();
            if (!keepsAll && last != null && isReplaceable(last)) {
                waiting.removeLast();
                drop(countOf(last));
            }
            if (waiting.size() >= CAPACITY && record.faults() == 0) {
                drop(countOf(record));
            } else {
                waiting.addLast(record.withDropped(dropped));
                dropped = DroppedCount.NONE;
            }
        }
        filled.run();
    }

    /**
     * Puts in a record of a problem. Its dead letter is left to a later one if there were others of
     * its kind.
     *
     * @param first number of problems of this kind that are reported one by one
     */
    void fault(String kind, int first, FrameCrops bad) throws InterruptedException {
        FrameCrops record;
        synchronized (this) {
            record = faults.count(kind, first, bad);
        }
        if (record.faults() > 0 || record.dropped().frames() > 0) {
            offer(record);
        }
    }

    private void append(List<FrameCrops> letters) {
        FrameCrops.Times moment = newest;
        letters.forEach(l -> waiting.addLast(moment == null ? l : l.at(moment)));
    }

    /** Counts frames that were skipped; the next record carries the count. */
    synchronized void drop(DroppedCount more) {
        dropped = dropped.plus(more);
    }

    /** The camera has ended; nothing follows. */
    void end() {
        synchronized (this) {
            append(faults.rest());
            ended = true;
            notifyAll();
        }
        filled.run();
    }

    /** Removes and returns the oldest waiting record, or null if there is none. */
    synchronized @Nullable FrameCrops take() {
        notifyAll();
        return waiting.pollFirst();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether no record is waiting and none will follow. */
    synchronized boolean isExhausted() {
        return ended && waiting.isEmpty();
    }

    private static boolean isReplaceable(FrameCrops record) {
        return (record.kind() == FrameCrops.Kind.HEARTBEAT && record.dropped().frames() == 0)
                || (record.isFrame() && record.use() == FrameCrops.Use.INFER);
    }

    private static DroppedCount countOf(FrameCrops record) {
        return record.dropped()
                .plus(new DroppedCount(record.isFrame() ? 1 : 0, record.regions().count()));
    }
}
