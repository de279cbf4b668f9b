package io.ekya.job.commands;

import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that wait for the sidecar, in order. A call that finds it down stays and is tried again
 * after a while that grows; one that is refused is dropped; a newer call of the same key takes an
 * older one's place. Bounded: the oldest go first. Used by one thread.
 */
public final class PendingCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PendingCalls.class);
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long MOST_RETRY_MILLIS = 5_000;

    private final Sidecar sidecar;
    private final int most;
    private final Map<String, Consumer<Sidecar>> calls = new LinkedHashMap<>();
    private long retryMillis = FIRST_RETRY_MILLIS;
    private long notBeforeNanos = Long.MIN_VALUE;
    private long dropped;

    /**
     * @param most calls that may wait
     */
    public PendingCalls(Sidecar sidecar, int most) {
        this.sidecar = sidecar;
        this.most = most;
    }

    /** Adds a call behind the others. */
    public void add(String key, Consumer<Sidecar> call) {
        calls.remove(key);
        if (calls.size() >= most) {
            Iterator<String> oldest = calls.keySet().iterator();
            LOG.warn("the sidecar is away for long; given up: {}", oldest.next());
            oldest.remove();
            dropped++;
        }
        calls.put(key, call);
    }

    /** Takes back a call that has not been made yet. */
    void remove(String key) {
        calls.remove(key);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Calls that were given up, because they were refused or too many waited. */
    long dropped() {
        return dropped;
    }

    /** Makes the waiting calls, as far as the sidecar answers. */
    void send(long nowNanos) {
        if (notBeforeNanos != Long.MIN_VALUE && nowNanos - notBeforeNanos < 0) {
            return;
        }
        while (!calls.isEmpty()) {
            Map.Entry<String, Consumer<Sidecar>> next = calls.entrySet().iterator().next();
            try {
                next.getValue().accept(sidecar);
                retryMillis = FIRST_RETRY_MILLIS;
                notBeforeNanos = Long.MIN_VALUE;
            } catch (SidecarException e) {
                if (e.reason() == SidecarException.Reason.UNAVAILABLE) {
                    waitLonger(nowNanos);
                    return;
                }
                LOG.warn("{} was refused ({}): {}", next.getKey(), e.reason(), e.getMessage());
                dropped++;
            }
            calls.remove(next.getKey());
        }
    }

    private void waitLonger(long nowNanos) {
        double jitter = 0.75 + 0.5 * ThreadLocalRandom.current().nextDouble();
        notBeforeNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(Math.round(retryMillis * jitter));
        retryMillis = Math.min(2 * retryMillis, MOST_RETRY_MILLIS);
    }
}
