/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.concurrent.Backoff;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands that wait for the sidecar, in order. While the sidecar is unavailable they are retried
 * with an exponential back-off; a command that is refused is dropped; a newer command of the same
 * key replaces an older one. Bounded: the oldest commands are dropped first. Used by one thread.
 */
final class PendingCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PendingCalls.class);
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long MAX_RETRY_MILLIS = 5_000;
    private static final long EPOCH_RETRY_MILLIS = 100;

    /** A job that begins another epoch learns its number later than the sidecar. */
    private static final long EPOCH_PATIENCE_MILLIS = 5_000;

    private final Sidecar sidecar;
    private final int capacity;
    private final Map<String, SidecarCall> commands = new LinkedHashMap<>();
    private final Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS);
    private @Nullable Long epoch;
    private @Nullable Long replaced; // an epoch that has ended
    private long replacedNanos;
    private boolean unavailable;
    private long retryAtNanos;
    private long dropped;

    /**
     * @param capacity largest number of waiting commands
     */
    PendingCalls(Sidecar sidecar, int capacity) {
        this.sidecar = sidecar;
        this.capacity = capacity;
    }

    /** Sends fenced commands under this epoch from now on. */
    void useEpoch(long number) {
        epoch = number;
    }

    /** Appends a command; it replaces an unsent one of the same key. */
    void add(SidecarCall command) {
        commands.remove(command.key());
        if (commands.size() >= capacity) {
            Iterator<String> oldest = commands.keySet().iterator();
            LOG.warn(
                    "Dropped an unsent command because {} wait for the sidecar: {}",
                    capacity,
                    oldest.next());
            oldest.remove();
            dropped++;
        }
        commands.put(command.key(), command);
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** Number of commands dropped because they were refused, failed, or too many were waiting. */
    long dropped() {
        return dropped;
    }

    /** Nanoseconds until the next attempt; 0 or less if it is due. */
    long nanosToRetry(long nowNanos) {
        return unavailable ? retryAtNanos - nowNanos : 0;
    }

    /**
     * Sends the waiting commands as far as the sidecar is available; nothing if no retry is due.
     * Fenced commands wait until the epoch is known.
     */
    void send(long nowNanos) {
        if (nanosToRetry(nowNanos) > 0) {
            return;
        }
        while (!commands.isEmpty()) {
            SidecarCall next = commands.values().iterator().next();
            if (next.isFenced() && epoch == null) {
                unavailable = true;
                retryAtNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(EPOCH_RETRY_MILLIS);
                return;
            }
            switch (send(next, epoch == null ? 0 : epoch, nowNanos)) {
                case DONE -> {}
                case UNAVAILABLE -> {
                    unavailable = true;
                    retryAtNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(backoff.next());
                    return;
                }
                case EPOCH_ENDED -> {
                    unavailable = true;
                    retryAtNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(EPOCH_RETRY_MILLIS);
                    return;
                }
            }
            unavailable = false;
            backoff.reset();
            commands.remove(next.key());
        }
    }

    private enum Outcome {
        /** It was sent, or dropped. */
        DONE,
        /** It is sent again later. */
        UNAVAILABLE,
        /** It is sent under the next epoch. */
        EPOCH_ENDED
    }

    private Outcome send(SidecarCall command, long inEpoch, long nowNanos) {
        try {
            command.send(sidecar, inEpoch);
        } catch (SidecarException e) {
            if (e.reason() == SidecarException.Reason.UNAVAILABLE) {
                return Outcome.UNAVAILABLE;
            }
            if (e.reason() == SidecarException.Reason.STALE_EPOCH
                    && command.suitsLaterEpoch()
                    && mayBeFollowed(inEpoch, nowNanos)) {
                return Outcome.EPOCH_ENDED;
            }
            LOG.warn("The sidecar refused {} ({}): {}", command.key(), e.reason(), e.getMessage());
            dropped++;
        } catch (RuntimeException e) {
            LOG.warn("Sending {} failed", command.key(), e);
            dropped++;
        }
        return Outcome.DONE;
    }

    /** Whether this job may still learn of an epoch after this one. */
    private boolean mayBeFollowed(long ended, long nowNanos) {
        if (replaced == null || replaced != ended) {
            replaced = ended;
            replacedNanos = nowNanos;
        }
        return nowNanos - replacedNanos < TimeUnit.MILLISECONDS.toNanos(EPOCH_PATIENCE_MILLIS);
    }
}
