/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.kafka;

import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sink.ResultLines;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/**
 * Sinks that write to Kafka. Window results, events and plans are written in transactions that
 * Flink's checkpoints commit: consumers that read committed records see each once. Predictions and
 * dead letters are written at least once.
 */
public final class KafkaSinks {
    /** Below the 15 minutes that brokers allow by default, above any outage to survive. */
    private static final int TRANSACTION_MILLIS = 600_000;

    private final JobConfig config;

    public KafkaSinks(JobConfig config) {
        this.config = config;
    }

    public Sink<Prediction> predictions() {
        String site = config.site();
        boolean enabled = config.output().predictions();
        return atLeastOnce(
                new ResultSerializer<>(
                        topic("predictions"),
                        "io.ekya.prediction",
                        p ->
                                EventAttributes.ofCamera(
                                        site, p.camera(), Long.toString(p.index()), p.timeMillis()),
                        p -> enabled ? ResultLines.prediction(p) : null));
    }

    public Sink<WindowResult> windows() {
        return exactlyOnce(
                "windows",
                new ResultSerializer<>(
                        topic("windows"),
                        "io.ekya.window",
                        w ->
                                EventAttributes.ofCamera(
                                        w.site(),
                                        w.camera(),
                                        Long.toString(w.window()),
                                        w.endMillis()),
                        w -> w));
    }

    /** A site's events have one key, so that they stay in the order of the journal. */
    public Sink<SidecarEvent> events() {
        return exactlyOnce(
                "events",
                new ResultSerializer<>(
                        topic("events"),
                        "io.ekya.event",
                        e ->
                                new EventAttributes(
                                        e.site(), e.journal() + "/" + e.n(), e.timeMillis()),
                        e -> e));
    }

    public Sink<Allocation> plans() {
        return exactlyOnce(
                "plans",
                new ResultSerializer<>(
                        topic("plans"),
                        "io.ekya.plan",
                        a ->
                                EventAttributes.ofCamera(
                                        a.site(),
                                        a.camera(),
                                        a.epoch() + "/" + a.revision(),
                                        System.currentTimeMillis()),
                        ResultLines::allocation));
    }

    /** Reasons in words, no images. */
    public Sink<FrameCrops> deadLetters() {
        String site = config.site();
        return atLeastOnce(
                new ResultSerializer<>(
                        topic("deadletters"),
                        "io.ekya.deadletter",
                        d ->
                                EventAttributes.ofCamera(
                                        site,
                                        d.camera(),
                                        d.index() + "/" + d.times().capturedAtMillis(),
                                        d.times().capturedAtMillis()),
                        ResultLines::deadLetter));
    }

    private String topic(String name) {
        return config.kafka().topicPrefix() + name;
    }

    private <T> Sink<T> atLeastOnce(ResultSerializer<T> serializer) {
        return new KafkaResultSink<>(
                builder(serializer).setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build());
    }

    private <T> Sink<T> exactlyOnce(String stream, ResultSerializer<T> serializer) {
        String prefix = "%s%s-%s".formatted(config.kafka().topicPrefix(), config.site(), stream);
        return new KafkaResultSink<>(
                builder(serializer)
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(prefix)
                        .build());
    }

    private <T> KafkaSinkBuilder<T> builder(ResultSerializer<T> serializer) {
        Properties properties = new Properties();
        properties.setProperty("transaction.timeout.ms", Integer.toString(TRANSACTION_MILLIS));
        properties.putAll(config.kafka().clientProperties());
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(config.kafka().bootstrapServers())
                .setRecordSerializer(serializer);
    }
}
