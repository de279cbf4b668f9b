/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Cameras that produce frames to Kafka, each with the time at which it is produced. */
final class KafkaCameras implements AutoCloseable {
    private static final String TOPIC = "ekya.frames";

    /** Longer than the broker is ever away, so that every frame reaches it. */
    private static final String OUTAGE_MILLIS = "600000";

    private final Map<String, StreetClip> clips = new LinkedHashMap<>();
    private final KafkaProducer<String, byte[]> producer;
    private final ThreadFailure failure = new ThreadFailure();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("cameras", failure));
    private final long periodMillis;
    private long produced;

    /**
     * @param keys of the cameras, {@code site/camera}
     */
    KafkaCameras(String brokers, List<String> keys, int fps) {
        this.periodMillis = 1000L / fps;
        keys.forEach(key -> clips.put(key, StreetClip.of(clips.size(), fps)));
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                brokers,
                                "linger.ms",
                                "0",
                                "max.block.ms",
                                OUTAGE_MILLIS,
                                "delivery.timeout.ms",
                                OUTAGE_MILLIS),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    void start() {
        clock.scheduleAtFixedRate(
                failure.guarded(this::sendAll), 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    private void sendAll() {
        String now = Instant.now().toString();
        clips.forEach((key, clip) -> producer.send(frame(key, clip.at(produced), now), this::sent));
        produced++;
    }

    private ProducerRecord<String, byte[]> frame(String key, StreetClip.Shot shot, String time) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, key, shot.jpeg());
        Map.of(
                        "ce_id",
                        Long.toString(produced),
                        "ce_time",
                        time,
                        "content-type",
                        "image/jpeg",
                        "boxes",
                        shot.boxes())
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private void sent(Object metadata, Exception problem) {
        if (problem != null) {
            failure.report(problem);
        }
    }

    /** Stops, and returns how many frames were produced; the broker has all of them. */
    long stop() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the cameras do not stop");
        }
        producer.flush();
        failure.rethrow();
        return produced * clips.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}
