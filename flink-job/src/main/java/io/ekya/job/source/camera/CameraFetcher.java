package io.ekya.job.source.camera;

import io.ekya.concurrent.Backoff;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.vision.BadFrameException;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one camera on a thread of its own: opens its feed, waits until a frame is due, cuts its
 * crops and leaves them in the slot. A camera that is lost or not there is tried again, ever more
 * rarely; whatever is wrong with it is said in records of kind BAD and never thrown.
 */
final class CameraFetcher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraFetcher.class);

    /** Frames later than this are skipped, wall-clock milliseconds. */
    private static final long MOST_LATE_MILLIS = 400;

    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long MOST_RETRY_MILLIS = 30_000;
    private static final long JOIN_MILLIS = 2_000;

    private final CameraConfig camera;
    private final FeedFactory feeds;
    private final DoubleFunction<FrameCutter> cutters;
    private final CameraTime time;
    private final CameraSlot slot;
    private final Thread thread;
    private long next;
    private int lastRegions;
    private volatile boolean stopped;
    private volatile boolean online;

    /**
     * @param cutters makes what cuts the frames of a feed with so many frames a second
     */
    CameraFetcher(
            CameraConfig camera,
            FeedFactory feeds,
            DoubleFunction<FrameCutter> cutters,
            CameraTime time,
            CameraSlot slot,
            long firstIndex) {
        this.camera = camera;
        this.feeds = feeds;
        this.cutters = cutters;
        this.time = time;
        this.slot = slot;
        this.next = firstIndex;
        this.thread = new Thread(this, "camera " + camera.id());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    CameraSlot slot() {
        return slot;
    }

    /** Whether the camera delivered when it was last asked. */
    boolean isOnline() {
        return online;
    }

    @Override
    public void run() {
        Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MOST_RETRY_MILLIS);
        try {
            if (next == 0) { // later on the job knows of it
                slot.offer(time.heartbeat(camera.id(), next));
            }
            while (!stopped && !readUntilLost(backoff)) {
                backoff.await();
            }
        } catch (InterruptedException e) {
            LOG.debug("camera {} is no longer read", camera.id());
        } finally {
            online = false;
            slot.end();
        }
    }

    /** Reads the feed. True where it has ended, false where it was lost. */
    private boolean readUntilLost(Backoff backoff) throws InterruptedException {
        try (FrameFeed feed = feeds.open(camera)) {
            if (next > 0) {
                feed.skipTo(next);
            }
            FrameCutter cutter = cutters.apply(feed.fps());
            while (!stopped) {
                if (!readOne(feed, cutter)) {
                    return true;
                }
                backoff.reset();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            online = false;
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            LOG.warn("camera {} is lost: {}", camera.id(), message);
            slot.offer(time.bad(camera.id(), next, 0, message));
            return false;
        }
    }

    private boolean readOne(FrameFeed feed, FrameCutter cutter)
            throws IOException, InterruptedException {
        @Nullable Frame frame;
        try {
            frame = feed.next();
        } catch (BadFrameException e) {
            LOG.debug(
                    "camera {}: frame {} cannot be used: {}",
                    camera.id(),
                    e.index(),
                    e.getMessage());
            int lost = e.frameLost() ? 1 : 0;
            slot.offer(time.bad(camera.id(), e.index(), lost, String.valueOf(e.getMessage())));
            next = Math.max(next, e.index() + lost);
            return true;
        }
        if (frame == null || time.isOver(frame.timeMillis())) {
            return false;
        }
        online = true;
        long due = time.indexDue(feed.fps());
        if (time.skips()
                && time.lateness(frame.timeMillis()) > MOST_LATE_MILLIS
                && due > frame.index()) {
            skip(feed, frame.index(), due);
            return true;
        }
        time.await(frame.timeMillis());
        FrameCrops cut = cutter.cut(frame);
        lastRegions = cut.regions() + cut.droppedRegions();
        slot.offer(cut);
        next = frame.index() + 1;
        return true;
    }

    /** Skips frames; those of a window that is over are told before the next window's. */
    private void skip(FrameFeed feed, long from, long to) throws IOException, InterruptedException {
        long first = from;
        for (long end = time.firstOfNextWindow(first, feed.fps());
                end < to;
                end = time.firstOfNextWindow(first, feed.fps())) {
            lose(end - first);
            slot.offer(time.heartbeatOf(camera.id(), end - 1, feed.fps()));
            first = end;
        }
        lose(to - first);
        next = to;
        feed.skipTo(to);
    }

    private void lose(long count) {
        int frames = (int) Math.min(Integer.MAX_VALUE / Math.max(1, lastRegions), count);
        slot.lose(frames, frames * lastRegions);
    }

    @Override
    public void close() {
        stopped = true;
        slot.end();
        thread.interrupt();
    }

    /** Waits for the thread to end; gives up after a while where native code holds it. */
    void join() throws InterruptedException {
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
            LOG.warn("camera {} does not let go of its thread", camera.id());
        }
    }
}
