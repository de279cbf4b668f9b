/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import io.ekya.concurrent.Backoff;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in an outbox to the broker, on a thread of its own. While the broker cannot be
 * reached, connecting is tried again with an increasing delay; after connecting, the last value of
 * every topic is sent again.
 */
final class MqttPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long MAX_RETRY_MILLIS = 30_000;
    private static final long IDLE_MILLIS = 1_000;
    private static final long DRAIN_MILLIS = 5_000;
    private static final long JOIN_MILLIS = 2_000;

    private final MqttLink link;
    private final Outbox outbox;
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean connected;
    private volatile boolean closing;
    private volatile boolean unreachable; // since the last connection

    /**
     * @param name of the thread
     * @param link used by the thread only
     * @param failure receives what ends the thread unexpectedly
     */
    MqttPublisher(String name, MqttLink link, Outbox outbox, ThreadFailure failure) {
        this.link = link;
        this.outbox = outbox;
        this.thread = DaemonThreads.named(name, this::run, failure);
    }

    void start() {
        thread.start();
    }

    boolean isConnected() {
        return connected;
    }

    /** Number of messages that the broker has acknowledged. */
    long sent() {
        return sent.get();
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS);
        try {
            do {
                try {
                    link.connect();
                    LOG.info("Connected to the MQTT broker");
                    connected = true;
                    unreachable = false;
                    backoff.reset();
                    outbox.repeatValues();
                    send();
                } catch (IOException e) {
                    report(e);
                } finally {
                    connected = false;
                    link.disconnect();
                }
                if (!closing) {
                    backoff.await();
                }
            } while (!closing);
        } catch (InterruptedException e) {
            LOG.debug("Sending to the MQTT broker was interrupted");
        }
    }

    /** Sends until the publisher is closed and nothing waits, or the connection is lost. */
    private void send() throws IOException, InterruptedException {
        while (true) {
            MqttMessage message = outbox.take(IDLE_MILLIS);
            if (message != null) {
                try {
                    link.publish(message);
                    sent.incrementAndGet();
                } catch (IOException e) {
                    outbox.putBack(message);
                    throw e;
                }
            } else if (closing) {
                return;
            } else if (!link.isConnected()) {
                throw new IOException("the connection to the broker was lost");
            }
        }
    }

    private void report(IOException e) {
        if (unreachable) {
            LOG.debug("The MQTT broker cannot be reached: {}", e.getMessage());
        } else {
            LOG.warn("The MQTT broker cannot be reached and is tried again: {}", e.getMessage());
            unreachable = true;
        }
    }

    /** Sends what waits if the broker can be reached, within five seconds, and disconnects. */
    @Override
    public void close() {
        closing = true;
        outbox.wake();
        try {
            if (!unreachable) {
                thread.join(DRAIN_MILLIS);
            }
            thread.interrupt();
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
