/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import io.ekya.concurrent.ThreadFailure;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages to the publisher. Never waits for the broker, also not at checkpoints: results
 * that matter are in files or Kafka.
 */
final class MqttWriter<T> implements SinkWriter<T> {
    private final Translator<T> translator;
    private final Outbox outbox;
    private final MqttPublisher publisher;
    private final ThreadFailure failure;
    private final @Nullable String statusTopic;

    /**
     * @param statusTopic receives {@code online} and {@code offline}; null if another writer does
     *     it
     */
    MqttWriter(
            Translator<T> translator,
            Outbox outbox,
            MqttPublisher publisher,
            @Nullable String statusTopic,
            ThreadFailure failure) {
        this.translator = translator;
        this.outbox = outbox;
        this.publisher = publisher;
        this.statusTopic = statusTopic;
        this.failure = failure;
    }

    void start(MetricGroup operator) {
        MetricGroup group = operator.addGroup("mqtt");
        group.gauge("connected", (Gauge<Integer>) () -> publisher.isConnected() ? 1 : 0);
        group.gauge("messagesSent", (Gauge<Long>) publisher::sent);
        group.gauge("messagesDropped", (Gauge<Long>) outbox::dropped);
        group.gauge("messagesWaiting", (Gauge<Integer>) outbox::waiting);
        status("online");
        translator.start().forEach(outbox::put);
        publisher.start();
    }

    private void status(String value) {
        if (statusTopic != null) {
            outbox.put(MqttMessage.value(statusTopic, value));
        }
    }

    @Override
    public void write(T result, Context context) {
        failure.rethrow();
        translator.translate(result).forEach(outbox::put);
    }

    @Override
    public void flush(boolean endOfInput) {
        failure.rethrow();
    }

    @Override
    public void close() {
        status("offline");
        publisher.close();
    }
}
