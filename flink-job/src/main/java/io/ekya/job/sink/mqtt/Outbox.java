/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for the broker. Of each topic's value only the last one waits, and it can be
 * sent again. Events expire after ten seconds, and of too many the oldest are dropped. Thread-safe.
 */
final class Outbox {
    /** Largest number of waiting events. */
    static final int MAX_EVENTS = 1_000;

    /** Time after which an event is dropped. */
    static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanos;
    private final Map<String, MqttMessage> last = new LinkedHashMap<>();
    private final Map<String, MqttMessage> values = new LinkedHashMap<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private long dropped;
    private boolean awake;

    private record Event(MqttMessage message, long expiresNanos) {}

    /**
     * @param nanos monotonic clock
     */
    Outbox(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Adds a message; never blocks. */
    synchronized void put(MqttMessage message) {
        if (message.retained()) {
            last.put(message.topic(), message);
            values.put(message.topic(), message);
        } else {
            if (events.size() >= MAX_EVENTS) {
                events.removeFirst();
                dropped++;
            }
            events.addLast(new Event(message, nanos.getAsLong() + EXPIRY_NANOS));
        }
        notifyAll();
    }

    /** Takes the next message, values first; null if there is none within the given time. */
    synchronized @Nullable MqttMessage take(long waitMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        MqttMessage next = poll();
        while (next == null && !awake) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            next = poll();
        }
        return next;
    }

    private @Nullable MqttMessage poll() {
        Iterator<MqttMessage> first = values.values().iterator();
        if (first.hasNext()) {
            MqttMessage value = first.next();
            first.remove();
            return value;
        }
        long now = nanos.getAsLong();
        for (@Nullable Event e = events.pollFirst(); e != null; e = events.pollFirst()) {
            if (e.expiresNanos() - now > 0) {
                return e.message();
            }
            dropped++;
        }
        return null;
    }

    /** Takes back a message that could not be sent; an event is dropped, for it may have been. */
    synchronized void putBack(MqttMessage message) {
        if (message.retained()) {
            values.putIfAbsent(message.topic(), message);
        } else {
            dropped++;
        }
    }

    /** Sends the last value of every topic again. */
    synchronized void repeatValues() {
        values.clear();
        values.putAll(last);
        notifyAll();
    }

    /** Ends the wait for messages; nobody waits any more. */
    synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Number of messages that wait. */
    synchronized int waiting() {
        return values.size() + events.size();
    }

    /** Number of events that were never sent. */
    synchronized long dropped() {
        return dropped;
    }
}
