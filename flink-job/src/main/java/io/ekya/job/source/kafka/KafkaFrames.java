/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The frames that come through Kafka. Reading starts at the end of the topic, and little is fetched
 * ahead, so that a backlog is skipped by age and not worked through.
 *
 * @param frames frames, heartbeats and unusable frames of this site's cameras
 * @param ofUnknownCameras dead letters of records that belong to no configured camera
 */
public record KafkaFrames(DataStream<FrameCrops> frames, DataStream<FrameCrops> ofUnknownCameras) {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** How often partitions are looked for; the topic may be created after the job. */
    private static final long DISCOVERY_MILLIS = 10_000;

    /** Two polls wait in the reader's queue; the connector does not let its size be configured. */
    private static final int MAX_POLL_RECORDS = 16;

    /**
     * Adds source and decoder to the graph; empty if no camera uses Kafka. If cameras can change,
     * the decoder learns of them from the control records, and is not chained to the source.
     */
    public static Optional<KafkaFrames> of(
            StreamExecutionEnvironment env,
            JobConfig config,
            WindowClock windows,
            BroadcastStream<Control> control) {
        if (!config.readsFramesFromKafka()) {
            return Optional.empty();
        }
        SingleOutputStreamOperator<FrameRecord> records =
                env.fromSource(
                                new EndingSource<>(source(config), endMillis(config, windows)),
                                watermarks(config),
                                "kafka frames")
                        .uid("kafka-frames")
                        .setDescription("Reads the topic of frames from its end");
        SingleOutputStreamOperator<FrameCrops> decoded =
                (config.changesCameras()
                                ? records.connect(control)
                                        .process(new DecodeChangingFunction(config))
                                : records.process(new DecodeFunction(config)))
                        .uid("kafka-decode")
                        .name("kafka decode")
                        .setDescription(
                                "Checks records, decodes JPEGs, cuts crops; counts stale frames");
        return Optional.of(
                new KafkaFrames(decoded, decoded.getSideOutput(RecordDecoder.UNKNOWN_CAMERAS)));
    }

    private static KafkaSource<FrameRecord> source(JobConfig config) {
        return KafkaSource.<FrameRecord>builder()
                .setProperties(properties(config))
                // By pattern: a list fails the job while the topic does not exist.
                .setTopicPattern(Pattern.compile(Pattern.quote(config.kafka().framesTopic())))
                .setStartingOffsets(OffsetsInitializer.latest())
                .setDeserializer(new FrameRecordDeserializer())
                .build();
    }

    /** Consumer properties; those of the configuration take precedence. */
    private static Properties properties(JobConfig config) {
        Properties properties = new Properties();
        properties.setProperty("group.id", "ekya-" + config.site());
        properties.setProperty("max.poll.records", Integer.toString(MAX_POLL_RECORDS));
        properties.setProperty("partition.discovery.interval.ms", Long.toString(DISCOVERY_MILLIS));
        properties.putAll(config.kafka().clientProperties());
        return properties;
    }

    private static WatermarkStrategy<FrameRecord> watermarks(JobConfig config) {
        FrameClock clock = new FrameClock(config.inference().maxAgeMillis());
        return WatermarkStrategy.<FrameRecord>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                .withTimestampAssigner(
                        context ->
                                (record, timestamp) ->
                                        clock.eventMillis(record, System.currentTimeMillis()))
                .withIdleness(IDLE);
    }

    /** The last window's frames may arrive until they are stale. */
    private static long endMillis(JobConfig config, WindowClock windows) {
        return windows.count() == 0
                ? Long.MAX_VALUE
                : windows.endOf(windows.last()) + config.inference().maxAgeMillis();
    }
}
