/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic with one record for each camera that differs from the configuration. It is read
 * from its beginning at every start, and the first poll reads it to its end.
 */
final class TopicControl implements CameraControl {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JobConfig config;
    private final CameraRecords records;
    private final Object lock = new Object();

    /** Changed with the lock only; another thread may read it to wake it up. */
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    private volatile boolean closed;

    TopicControl(JobConfig config, CameraTexts cameras, CameraChanges before) {
        this.config = config;
        this.records = new CameraRecords(config.site(), cameras, before);
    }

    @Override
    public Update poll() throws IOException {
        synchronized (lock) {
            List<Refusal> refused = new ArrayList<>();
            if (closed) {
                return new Update(records.changes(), refused);
            }
            try {
                KafkaConsumer<byte[], byte[]> connected = consumer;
                if (connected == null) {
                    connected = connect();
                    readToEnd(connected, refused);
                }
                take(connected, refused);
            } catch (WakeupException e) {
                return new Update(records.changes(), refused); // it is being closed
            } catch (RuntimeException e) {
                disconnect();
                throw new IOException(
                        "kafka.camerasTopic %s cannot be read (%s); the cameras stay as they are"
                                .formatted(config.kafka().camerasTopic(), e.getMessage()),
                        e);
            }
            return new Update(records.changes(), refused);
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> from, List<Refusal> refused) {
        for (ConsumerRecord<byte[], byte[]> record : from.poll(WAIT)) {
            records.take(text(record.key()), text(record.value())).ifPresent(refused::add);
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private KafkaConsumer<byte[], byte[]> connect() throws IOException {
        Properties properties = config.kafka().clientProperties();
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        // Kafka loads classes by name, such as login modules, with the thread's class loader.
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(TopicControl.class.getClassLoader());
        try {
            KafkaConsumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(
                            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = opened; // closed by disconnect from now on
            assign(opened);
            return opened;
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private void assign(KafkaConsumer<byte[], byte[]> opened) throws IOException {
        String topic = config.kafka().camerasTopic();
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : opened.partitionsFor(topic, TIMEOUT)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        if (partitions.isEmpty()) {
            disconnect();
            throw new IOException(
                    "kafka.camerasTopic %s does not exist; the cameras stay as they are"
                            .formatted(topic));
        }
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
    }

    private void readToEnd(KafkaConsumer<byte[], byte[]> from, List<Refusal> refused) {
        Map<TopicPartition, Long> ends = new HashMap<>(from.endOffsets(from.assignment(), TIMEOUT));
        while (!closed) {
            ends.entrySet().removeIf(end -> from.position(end.getKey(), TIMEOUT) >= end.getValue());
            if (ends.isEmpty()) {
                return;
            }
            take(from, refused);
        }
    }

    private void disconnect() {
        KafkaConsumer<byte[], byte[]> connected = consumer;
        consumer = null;
        if (connected != null) {
            connected.close(CloseOptions.timeout(WAIT));
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup(); // the one method that another thread may call
        }
        synchronized (lock) {
            disconnect();
        }
    }
}
