/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The results that a consumer of committed records sees. */
final class CommittedResults implements AutoCloseable {
    private static final List<String> TOPICS =
            List.of("ekya.windows", "ekya.plans", "ekya.predictions");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String brokers;
    private final ThreadFailure failure = new ThreadFailure();
    private final Thread thread;
    private final Map<String, List<Window>> windows = new TreeMap<>();
    private final Map<String, Long> planned = new TreeMap<>();
    private final Answers answers;
    private volatile boolean closed;

    /** A window's result. */
    record Window(long number, long endMillis, long frames, long analysed, long dropped) {}

    /**
     * Follows the topics until it is closed.
     *
     * @param answers what predictions are added to
     */
    CommittedResults(String brokers, Answers answers) {
        this.brokers = brokers;
        this.answers = answers;
        this.thread = DaemonThreads.named("committed results", this::follow, failure);
        thread.start();
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.seekToBeginning(assign(consumer, TOPICS));
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "none",
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> assign(
            KafkaConsumer<String, byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        return partitions;
    }

    private synchronized void take(ConsumerRecord<String, byte[]> record) {
        switch (record.topic()) {
            case "ekya.plans" ->
                    planned.merge(
                            record.key(), json(record).path("timeMillis").asLong(), Math::max);
            case "ekya.predictions" -> answers.add(record.key(), json(record));
            default ->
                    windows.computeIfAbsent(record.key(), key -> new ArrayList<>())
                            .add(window(record));
        }
    }

    private static Window window(ConsumerRecord<String, byte[]> record) {
        JsonNode json = json(record);
        return new Window(
                json.path("window").asLong(),
                json.path("endMillis").asLong(),
                json.path("frames").asLong(),
                json.path("analysed").asLong(),
                json.path("dropped").asLong());
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the last window of a camera of which a result was read. */
    synchronized Optional<Window> last(String key) {
        return windows.getOrDefault(key, List.of()).stream().reduce((a, b) -> b);
    }

    /** Returns how many frames of all cameras the results contain. */
    synchronized long frames() {
        return windows.values().stream().flatMap(List::stream).mapToLong(Window::frames).sum();
    }

    /** Returns when the newest plan for a camera was written; 0 if there is none. */
    synchronized long plannedMillis(String key) {
        return planned.getOrDefault(key, 0L);
    }

    /** Throws what has ended the thread, if anything has. */
    void rethrow() {
        failure.rethrow();
    }

    /** Reads the results of all windows anew, by camera, in the order of the topic. */
    Map<String, List<Window>> reread() {
        Map<String, List<Window>> all = new TreeMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer, List.of("ekya.windows"));
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL)
                        .forEach(
                                r ->
                                        all.computeIfAbsent(r.key(), key -> new ArrayList<>())
                                                .add(window(r)));
            }
        }
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
