/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.concurrent.Backoff;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import io.ekya.redaction.Redaction;
import io.ekya.vision.BadFrameException;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.Geometry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one camera on a thread of its own: opens its feed, waits until a frame is due, cuts its
 * crops and puts them into the slot. An unavailable camera is retried with an exponential back-off;
 * its problems are reported as records of kind BAD. An {@link Error} is reported as a failure of
 * the thread, never as the end of the camera.
 */
final class CameraFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraFetcher.class);

    /** Frames that are later than this are skipped, wall-clock time. */
    private static final long MAX_LATENESS_MILLIS = 400;

    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long MAX_RETRY_MILLIS = 5_000; // back within 10 s of a restart
    private static final long JOIN_MILLIS = 2_000;

    /** A camera without a usable frame for this long is offline. */
    private static final long OFFLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final CameraConfig camera;
    private final FeedFactory feeds;
    private final DoubleFunction<FrameCutter> cutters;
    private final CameraTime time;
    private final CameraSlot slot;
    private final Outages outages =
            new Outages(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final Thread thread;
    private long next;
    private int lastRegions;
    private @Nullable Geometry geometry;
    private long lastGoodNanos;
    private volatile boolean stopped;
    private volatile boolean online;

    /** What was read from a feed. */
    private enum Read {
        FRAME,
        BAD,
        END
    }

    /**
     * @param cutters creates the cutter for a feed's frame rate
     * @param failure receives what ends the thread unexpectedly
     */
    CameraFetcher(
            CameraConfig camera,
            FeedFactory feeds,
            DoubleFunction<FrameCutter> cutters,
            CameraTime time,
            CameraSlot slot,
            long firstIndex,
            ThreadFailure failure) {
        this.camera = camera;
        this.feeds = feeds;
        this.cutters = cutters;
        this.time = time;
        this.slot = slot;
        this.next = firstIndex;
        this.thread = DaemonThreads.named("camera " + camera.id(), this::run, failure);
    }

    void start() {
        thread.start();
    }

    CameraSlot slot() {
        return slot;
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Whether the camera delivered a usable frame at the last attempt, and recently. */
    boolean isOnline() {
        return online;
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS);
        try {
            if (next == 0) { // a restored camera is known already
                slot.offer(time.heartbeat(camera.id(), next));
            }
            while (!stopped && !readUntilLost(backoff)) {
                backoff.await();
            }
            slot.end();
        } catch (InterruptedException e) {
            LOG.debug("Reading camera {} was interrupted", camera.id());
            slot.end();
        } finally {
            online = false;
        }
    }

    /** Reads the feed; returns true if it has ended, false if it was lost. */
    private boolean readUntilLost(Backoff backoff) throws InterruptedException {
        try (FrameFeed feed = open()) {
            if (next > 0) {
                feed.skipTo(next);
            }
            FrameCutter cutter = cutters.apply(feed.fps());
            boolean described = false;
            for (Read read = Read.BAD; !stopped && read != Read.END; ) {
                read = readOne(feed, cutter);
                if (read == Read.FRAME) {
                    online = true;
                    lastGoodNanos = System.nanoTime();
                    backoff.reset();
                    described = described || describes(feed);
                    outages.delivered().ifPresent(this::logReturn);
                } else if (System.nanoTime() - lastGoodNanos > OFFLINE_NANOS) {
                    online = false;
                }
            }
            return true;
        } catch (InterruptedIOException e) {
            throw new InterruptedException("reading the camera was interrupted");
        } catch (IOException | RuntimeException e) {
            online = false;
            String message = Redaction.of(e.getMessage() == null ? e.toString() : e.getMessage());
            int times = outages.failed(message);
            if (times > 0) {
                String count = times > 1 ? " (" + times + " times)" : "";
                LOG.warn("Camera {} is unavailable: {}{}", camera.id(), message, count);
            }
            slot.fault(
                    "lost: " + FaultCounts.kindOf(message),
                    FaultCounts.FIRST_LOSSES,
                    time.bad(camera.id(), next, 0, message));
            return false;
        }
    }

    /** Says what is done with the camera's pictures, unless it is the same as before. */
    private boolean describes(FrameFeed feed) {
        Geometry now = feed.geometry();
        if (now != null && !now.equals(geometry)) {
            geometry = now;
            LOG.info("Camera {}: {}", camera.id(), now);
        }
        return now != null;
    }

    private void logReturn(long awayMillis) {
        LOG.info("Camera {} delivers frames again after {} s", camera.id(), awayMillis / 1000);
    }

    private FrameFeed open() throws IOException {
        FrameFeed feed = feeds.open(camera);
        return feed.isLive() ? new ContinuedFeed(feed, next, time.now()) : feed;
    }

    private Read readOne(FrameFeed feed, FrameCutter cutter)
            throws IOException, InterruptedException {
        @Nullable Frame frame;
        try {
            frame = feed.next();
        } catch (BadFrameException e) {
            return readBad(feed, e);
        }
        if (frame == null || time.isOver(frame.timeMillis())) {
            return Read.END;
        }
        if (feed.isLive()) {
            if (frame.timeMillis() < 0) {
                next = frame.index() + 1; // the run has not begun
                return Read.FRAME;
            }
            drop(Math.max(0, frame.index() - next));
        } else {
            if (isLate(feed, frame.index(), frame.timeMillis())) {
                skip(feed, frame.index(), time.indexDue(feed.times()));
                return Read.FRAME;
            }
            time.await(frame.timeMillis());
        }
        FrameCrops cut = cutter.cut(frame, time.timesOf(frame.timeMillis()));
        lastRegions = cut.regions().count() + cut.dropped().regions();
        slot.offer(cut);
        next = frame.index() + 1;
        return Read.FRAME;
    }

    /** An unusable frame takes as long as a good one, and may be the run's last one. */
    private Read readBad(FrameFeed feed, BadFrameException e)
            throws IOException, InterruptedException {
        LOG.debug("Frame {} of camera {} cannot be used", e.index(), camera.id(), e);
        long millis = feed.isLive() ? time.now() : feed.times().millisOf(e.index());
        if (time.isOver(millis)) {
            return Read.END;
        }
        boolean isLate = !feed.isLive() && isLate(feed, e.index(), millis);
        if (!feed.isLive() && !isLate && e.frameLost()) {
            time.await(millis);
        }
        int lost = e.frameLost() && millis >= 0 ? 1 : 0;
        if (lost > 0) {
            drop(Math.max(0, e.index() - next));
        }
        slot.fault(
                e.kind(),
                e.frameLost() ? FaultCounts.FIRST_FRAMES : FaultCounts.FIRST_ROWS,
                FrameCrops.bad(
                        camera.id(),
                        e.index(),
                        time.timesOf(Math.max(0, millis)),
                        lost,
                        String.valueOf(e.getMessage())));
        next = Math.max(next, e.index() + (e.frameLost() ? 1 : 0));
        if (isLate && e.frameLost()) {
            skip(feed, next, Math.max(next, time.indexDue(feed.times())));
        }
        return Read.BAD;
    }

    private boolean isLate(FrameFeed feed, long index, long millis) {
        return time.skips()
                && time.lateness(millis) > MAX_LATENESS_MILLIS
                && time.indexDue(feed.times()) > index;
    }

    /** Skips frames; those of a past window are counted before those of the next window. */
    private void skip(FrameFeed feed, long from, long to) throws IOException, InterruptedException {
        long first = from;
        long recent = time.firstOfRecentWindows(to, feed.times());
        if (first < recent) { // after a long outage
            drop(recent - first);
            slot.offer(time.heartbeatOf(camera.id(), recent - 1, feed.times()));
            first = recent;
        }
        for (long end = time.firstOfNextWindow(first, feed.times());
                end < to;
                end = time.firstOfNextWindow(first, feed.times())) {
            drop(end - first);
            slot.offer(time.heartbeatOf(camera.id(), end - 1, feed.times()));
            first = end;
        }
        drop(to - first);
        next = to;
        feed.skipTo(to);
    }

    private void drop(long count) {
        int frames = (int) Math.min(Integer.MAX_VALUE / Math.max(1, lastRegions), count);
        slot.drop(new DroppedCount(frames, frames * lastRegions));
    }

    @Override
    public void close() {
        stopped = true;
        slot.end();
        thread.interrupt();
    }

    /** Waits for the thread to end, up to a timeout in case native code does not return. */
    void join() throws InterruptedException {
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
            LOG.warn("Reading camera {} does not end; its thread stays", camera.id());
        }
    }
}
