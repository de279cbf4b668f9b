/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.task.TaskFailure;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Sinks that publish to an MQTT broker, each over a connection of its own. */
public final class MqttSinks {
    private final JobConfig config;

    public MqttSinks(JobConfig config) {
        this.config = config;
    }

    /** The newest window of each camera; also whether the job is running. */
    public Sink<WindowResult> windows() {
        return new MqttSink<>(config, "windows", true, WindowMessages::new);
    }

    /** An event for each detection. */
    public Sink<Prediction> detections() {
        return new MqttSink<>(config, "detections", false, DetectionMessages::new);
    }

    private record MqttSink<T>(
            JobConfig config,
            String stream,
            boolean reportsStatus,
            Translator.Factory<T> translators)
            implements Sink<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            ThreadFailure failure = TaskFailure.of(context.getProcessingTimeService());
            String status = new Topics(config.mqtt().topicPrefix(), config.site()).status();
            String client = "ekya-%s-%s-%s".formatted(config.site(), stream, UUID.randomUUID());
            Outbox outbox = new Outbox(System::nanoTime);
            HiveLink link =
                    new HiveLink(
                            config.mqtt(),
                            client,
                            reportsStatus ? MqttMessage.value(status, "offline") : null);
            MqttWriter<T> writer =
                    new MqttWriter<>(
                            translators.apply(config),
                            outbox,
                            new MqttPublisher("mqtt " + stream, link, outbox, failure),
                            reportsStatus ? status : null,
                            failure);
            writer.start(context.metricGroup());
            return writer;
        }
    }
}
