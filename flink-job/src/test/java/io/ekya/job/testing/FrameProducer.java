/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Cameras that produce frames of {@link PlainStreet} to Kafka, ten a second each. */
public final class FrameProducer implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final String topic;
    private final List<String> keys;
    private final KafkaProducer<String, byte[]> producer;
    private final ThreadFailure failure = new ThreadFailure();
    private final AtomicInteger produced = new AtomicInteger();
    private final ScheduledExecutorService clock;

    /**
     * @param keys of the cameras, {@code site/camera}
     */
    public FrameProducer(TestingBroker broker, String topic, List<String> keys) {
        this.topic = topic;
        this.keys = List.copyOf(keys);
        this.producer = broker.producer();
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        DaemonThreads.factory("frame producer", failure));
    }

    /** Starts to produce frames that are captured now. */
    public void start() {
        clock.scheduleAtFixedRate(
                failure.guarded(
                        () -> {
                            sendAll(produced.get(), System.currentTimeMillis());
                            produced.incrementAndGet();
                        }),
                0,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Stops to produce, and returns how many frames each camera has produced since the start. */
    public int stop() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10, TimeUnit.SECONDS);
        producer.flush();
        failure.rethrow();
        return produced.get();
    }

    private void sendAll(long index, long timeMillis) {
        for (String key : keys) {
            send(TestingFrames.record(topic, key, index, timeMillis));
        }
    }

    /** Produces any record. */
    public void send(ProducerRecord<String, byte[]> record) {
        producer.send(
                record,
                (metadata, problem) -> {
                    if (problem != null) {
                        failure.report(problem);
                    }
                });
    }

    /** Produces frames that were captured before, as a camera does that was offline. */
    public void sendBacklog(long firstIndex, int frames) {
        long end = System.currentTimeMillis() - 5_000;
        for (int i = 0; i < frames; i++) {
            sendAll(firstIndex + i, end - PERIOD_MILLIS * (frames - i));
        }
        producer.flush();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}
