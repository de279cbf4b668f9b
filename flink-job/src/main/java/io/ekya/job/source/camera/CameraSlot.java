package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where a camera's thread leaves its newest frame for the stream. A frame that was not taken in
 * time is replaced by the next one and counted in it as dropped; frames that are to be labelled,
 * and words about faults, are kept aside for a while, so that they are lost only where many wait.
 */
final class CameraSlot {
    private static final int MOST = 12;

    private final Runnable filled;
    private final boolean keepsAll;
    private final Deque<FrameCrops> waiting = new ArrayDeque<>();
    private int lostFrames;
    private int lostRegions;
    private boolean ended;

    /**
     * @param filled called after something was put in
     * @param keepsAll true where {@link #offer} waits for room instead of dropping
     */
    CameraSlot(Runnable filled, boolean keepsAll) {
        this.filled = filled;
        this.keepsAll = keepsAll;
    }

    /** Puts a record in, in place of a waiting one that it makes stale. */
    void offer(FrameCrops record) throws InterruptedException {
        synchronized (this) {
            while (keepsAll && waiting.size() >= MOST && !ended) {
                wait();
            }
            if (ended) {
                return;
            }
            FrameCrops last = waiting.peekLast();
            if (!keepsAll && last != null && isReplaceable(last)) {
                waiting.removeLast();
                lose(last);
            }
            if (waiting.size() >= MOST) {
                lose(record);
            } else {
                waiting.addLast(record.withDropped(lostFrames, lostRegions));
                lostFrames = 0;
                lostRegions = 0;
            }
        }
        filled.run();
    }

    /** Counts frames that were skipped; the next record carries the number. */
    synchronized void lose(int frames, int regions) {
        lostFrames += frames;
        lostRegions += regions;
    }

    /** Says that nothing more will come. */
    void end() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        filled.run();
    }

    /** The oldest waiting record, or null where nothing waits. */
    synchronized @Nullable FrameCrops take() {
        notifyAll();
        return waiting.pollFirst();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether nothing waits and nothing will come. */
    synchronized boolean isExhausted() {
        return ended && waiting.isEmpty();
    }

    private static boolean isReplaceable(FrameCrops record) {
        return (record.kind() == FrameCrops.HEARTBEAT && record.droppedFrames() == 0)
                || (record.kind() == FrameCrops.FRAME && record.use() == FrameCrops.ANSWER);
    }

    private void lose(FrameCrops record) {
        int own = record.kind() == FrameCrops.FRAME ? 1 : 0;
        lose(record.droppedFrames() + own, record.droppedRegions() + record.regions());
    }
}
