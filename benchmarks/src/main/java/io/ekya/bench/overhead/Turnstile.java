package io.ekya.bench.overhead;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a job's camera deliver frames by the round and says how long each took, so that rounds of
 * the running job alternate with rounds of a plain loop. The job's parts, which travel as bytes,
 * find it in this JVM by its name.
 */
final class Turnstile implements AutoCloseable {
    private static final Map<String, Turnstile> ALL = new ConcurrentHashMap<>();
    private static final long MOST_SECONDS = 120;

    private final String name;
    private final FeedFactory behind;
    private final Semaphore entries = new Semaphore(0);
    private final Semaphore exits = new Semaphore(0);
    private final AtomicLong bad = new AtomicLong();
    private volatile long lastExit;
    private volatile long busyNanos;

    private Turnstile(String name, FeedFactory behind) {
        this.name = name;
        this.behind = behind;
    }

    /**
     * A closed turnstile.
     *
     * @param name that no other one has
     * @param behind opens the feed whose frames it holds back
     */
    static Turnstile open(String name, FeedFactory behind) {
        Turnstile made = new Turnstile(name, behind);
        if (ALL.putIfAbsent(name, made) != null) {
            throw new IllegalStateException("there is a turnstile " + name + " already");
        }
        return made;
    }

    static Turnstile named(String name) {
        Turnstile found = ALL.get(name);
        if (found == null) {
            throw new IllegalStateException("there is no turnstile " + name);
        }
        return found;
    }

    /** Feeds for a job, behind the turnstile with this name. */
    static FeedFactory feeds(String name) {
        return camera -> named(name).feed(camera);
    }

    private FrameFeed feed(CameraConfig camera) throws IOException {
        return new GatedFeed(this, behind.open(camera));
    }

    /**
     * Lets frames pass.
     *
     * @return time from then until the last of them left the job, and what its last thread spent
     *     since the frames before
     */
    Elapsed pass(int frames) throws InterruptedException {
        long busyBefore = busyNanos;
        long begin = System.nanoTime();
        entries.release(frames);
        if (!exits.tryAcquire(frames, MOST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "%d of %d frames did not come through the job %s in %d s"
                            .formatted(
                                    frames - exits.availablePermits(), frames, name, MOST_SECONDS));
        }
        return Elapsed.of(lastExit - begin, busyNanos - busyBefore);
    }

    /** Waits until one more frame may be delivered. */
    void enter() throws InterruptedException {
        entries.acquire();
    }

    /** Counts a frame that left the job, and whether it was worked on as it should. */
    void exit(boolean good) {
        lastExit = System.nanoTime();
        busyNanos = Elapsed.busyNanos();
        bad.addAndGet(good ? 0 : 1);
        exits.release();
    }

    /** How many frames were not worked on as they should. */
    long bad() {
        return bad.get();
    }

    @Override
    public void close() {
        ALL.remove(name);
    }
}
