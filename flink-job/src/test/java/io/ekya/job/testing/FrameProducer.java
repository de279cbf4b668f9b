/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Cameras that produce frames of {@link PlainStreet} to Kafka, ten a second each. */
public final class FrameProducer implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final String topic;
    private final List<String> keys;
    private final KafkaProducer<String, byte[]> producer;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final ThreadFailure failure = new ThreadFailure();
    private final ScheduledExecutorService clock;
    private long next;

    /** A frame that was produced. */
    public record Sent(String key, long index, long timeMillis) {}

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
    public FrameProducer start() {
        clock.scheduleAtFixedRate(
                failure.guarded(
                        () -> {
                            send(next++, System.currentTimeMillis());
                        }),
                0,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
        return this;
    }

    /** Produces one frame of each camera. */
    private void send(long index, long timeMillis) {
        for (String key : keys) {
            send(TestingFrames.record(topic, key, index, timeMillis));
            sent.add(new Sent(key, index, timeMillis));
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
        long now = System.currentTimeMillis();
        for (int i = 0; i < frames; i++) {
            for (String key : keys) {
                long time = now - 5_000 - PERIOD_MILLIS * (frames - i);
                send(TestingFrames.record(topic, key, firstIndex + i, time));
            }
        }
        producer.flush();
    }

    /** Returns the frames of a camera that were captured from one time to another. */
    public List<Sent> between(String key, long fromMillis, long toMillis) {
        failure.rethrow();
        return sent.stream()
                .filter(s -> s.key().equals(key))
                .filter(s -> s.timeMillis() >= fromMillis && s.timeMillis() < toMillis)
                .toList();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}
