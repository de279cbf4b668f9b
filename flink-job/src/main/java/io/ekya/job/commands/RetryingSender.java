package io.ekya.job.commands;

import io.ekya.sidecar.client.Sidecar;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a subtask that calls the sidecar, again and again until it answers. Whoever
 * hands something over goes on at once, however long a call takes.
 */
public final class RetryingSender implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingSender.class);
    private static final long IDLE_MILLIS = 100;
    private static final long JOIN_MILLIS = 7_000; // a little longer than a call's deadline

    private final Sidecar sidecar;
    private final PendingCalls outbox;
    private final LinkedBlockingQueue<Consumer<PendingCalls>> handed = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final AtomicLong handedSoFar = new AtomicLong();
    private volatile long sentSoFar; // of those handed over
    private volatile boolean stopped;

    /**
     * @param sidecar closed with this
     * @param mostCalls that may wait for it
     */
    public RetryingSender(String name, Sidecar sidecar, int mostCalls) {
        this.sidecar = sidecar;
        this.outbox = new PendingCalls(sidecar, mostCalls);
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Has something done to the outbox, by its own thread. */
    public void hand(Consumer<PendingCalls> change) {
        handed.add(change);
        handedSoFar.incrementAndGet();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                long seen = handedSoFar.get();
                if (handed.isEmpty() && outbox.isEmpty()) {
                    sentSoFar = seen;
                }
                Consumer<PendingCalls> next = handed.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                while (next != null) {
                    next.accept(outbox);
                    next = handed.poll();
                }
                outbox.send(System.nanoTime());
            }
        } catch (InterruptedException e) {
            LOG.debug("nothing is sent to the sidecar any more");
        }
    }

    /** Waits until everything was sent; false where that takes too long. */
    public boolean drain(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (sentSoFar < handedSoFar.get() && thread.isAlive()) {
            if (System.nanoTime() > until) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
            LOG.warn("a call to the sidecar does not let go of its thread");
        }
        sidecar.close();
    }
}
