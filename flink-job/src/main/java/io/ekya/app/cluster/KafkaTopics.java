/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import io.ekya.job.config.KafkaConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that a job reads and writes.
 *
 * @param frames topic of the cameras' frames
 * @param cameras compacted topic of changes to the cameras; empty if there is none
 * @param results topics of the job's results
 */
record KafkaTopics(String frames, String cameras, List<String> results) {
    /** Bounds how far a topic's records spread over the subtasks of a job. */
    private static final int PARTITIONS = 4;

    private static final short REPLICAS = 1;
    private static final String FRAMES_RETENTION_MILLIS = "600000";
    private static final String FRAMES_SEGMENT_MILLIS = "120000";
    private static final int TIMEOUT_SECONDS = 60;

    KafkaTopics {
        results = List.copyOf(results);
    }

    /** Returns the topics of a configuration. */
    static KafkaTopics of(KafkaConfig config) {
        return new KafkaTopics(
                config.framesTopic(),
                config.camerasTopic(),
                List.of("predictions", "windows", "events", "plans", "deadletters").stream()
                        .map(name -> config.topicPrefix() + name)
                        .toList());
    }

    /**
     * Creates the topics that are missing, and waits until each partition has a leader: without
     * one, the first records of an idempotent producer may arrive out of order, which it does not
     * recover from.
     */
    void create(String bootstrapServers) throws InterruptedException {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "request.timeout.ms", "10000");
        try (Admin admin = Admin.create(properties)) {
            List<NewTopic> missing = new ArrayList<>(all());
            var existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            missing.removeIf(topic -> existing.contains(topic.name()));
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            admin.listOffsets(ends(missing)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailure("Kafka's topics cannot be created: " + e.getMessage(), e);
        }
    }

    private List<NewTopic> all() {
        List<NewTopic> all = new ArrayList<>();
        all.add(
                new NewTopic(frames, PARTITIONS, REPLICAS)
                        .configs(
                                Map.of(
                                        "retention.ms",
                                        FRAMES_RETENTION_MILLIS,
                                        "segment.ms",
                                        FRAMES_SEGMENT_MILLIS)));
        if (!cameras.isEmpty()) {
            all.add(
                    new NewTopic(cameras, 1, REPLICAS)
                            .configs(Map.of("cleanup.policy", "compact")));
        }
        results.forEach(name -> all.add(new NewTopic(name, PARTITIONS, REPLICAS)));
        return all;
    }

    private static Map<TopicPartition, OffsetSpec> ends(List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int p = 0; p < topic.numPartitions(); p++) {
                ends.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
            }
        }
        return ends;
    }
}
