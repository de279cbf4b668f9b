/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.commands.SidecarToken;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.OutputConfig;
import io.ekya.job.models.ConfiguredModels;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sink.FileLimits;
import io.ekya.job.sink.JsonLinesSink;
import io.ekya.job.sink.LineKey;
import io.ekya.job.sink.ResultLines;
import io.ekya.job.sink.kafka.KafkaSinks;
import io.ekya.job.sink.mqtt.MqttSinks;
import io.ekya.job.source.camera.ConfiguredFeeds;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.client.FlightSidecar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Connectors by configuration: live cameras, a sidecar over Arrow Flight, files, Kafka and MQTT.
 */
public final class ConfiguredConnectors {
    /** Environment variable with a PEM file to trust; unset if the sidecar does not use TLS. */
    private static final String CERTIFICATES = "EKYA_SIDECAR_CERTIFICATES";

    private ConfiguredConnectors() {}

    /**
     * Creates the connectors; {@code sidecar.address} and {@code output.run} are required. The
     * sidecar's token is taken from the environment of the TaskManagers.
     *
     * @param earliestMillis wall-clock time before which no camera starts; a few seconds ahead, so
     *     that models are loaded by then
     */
    public static JobConnectors of(JobConfig config, long earliestMillis) {
        return of(config, earliestMillis, SidecarToken.OF_ENVIRONMENT);
    }

    /** As above, with another supplier of the sidecar's token. */
    public static JobConnectors of(JobConfig config, long earliestMillis, SidecarToken token) {
        Path folder = Path.of(config.output().folder(), config.output().run());
        return new JobConnectors(
                new ConfiguredFeeds(),
                SourceTiming.LIVE,
                new ConfiguredModels(config, folder.resolve("students")),
                sidecar(config.sidecar().address(), token),
                outputs(config, folder),
                startOf(config, earliestMillis));
    }

    /**
     * When the cameras of a submission start. A bounded run starts at the beginning of a window, so
     * that all its windows are complete and repetitions of it are alike.
     */
    static long startOf(JobConfig config, long earliestMillis) {
        if (config.window().count() == 0) {
            return earliestMillis;
        }
        long length = config.window().millis();
        return Math.floorDiv(earliestMillis + length - 1, length) * length;
    }

    /** Returns what connects to the sidecar at {@code host:port}. */
    public static SidecarFactory sidecar(String address, SidecarToken supplier) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "sidecar.address must have the form host:port, but is '" + address + "'");
        }
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        return () -> {
            String token = supplier.token();
            String trusted = System.getenv().getOrDefault(CERTIFICATES, "");
            return trusted.isEmpty()
                    ? new FlightSidecar(host, port, token, FlightSidecar.DEADLINE)
                    : new FlightSidecar(
                            host, port, token, FlightSidecar.DEADLINE, Path.of(trusted));
        };
    }

    private static List<JobConnectors.Output> outputs(JobConfig config, Path folder) {
        List<JobConnectors.Output> outputs = new ArrayList<>();
        if (config.output().goesTo(OutputConfig.FILES)) {
            outputs.add(new JobConnectors.Output("", files(folder, config.output())));
        }
        if (config.output().goesTo(OutputConfig.KAFKA)) {
            outputs.add(kafka(config));
        }
        if (config.output().goesTo(OutputConfig.MQTT)) {
            outputs.add(mqtt(config));
        }
        return outputs;
    }

    private static JobConnectors.Sinks files(Path folder, OutputConfig output) {
        boolean predictions = output.predictions();
        FileLimits limits = FileLimits.of(output.keepMiB(), output.rollHours());
        return new JobConnectors.Sinks(
                JsonLinesSink.of(
                        folder.resolve("predictions.jsonl"),
                        Prediction.class,
                        p -> predictions ? ResultLines.prediction(p) : null,
                        limits),
                JsonLinesSink.once(
                        folder.resolve("windows.jsonl"),
                        WindowResult.class,
                        w -> new LineKey(w.site() + "/" + w.camera(), w.window()),
                        limits),
                JsonLinesSink.once(
                        folder.resolve("events.jsonl"),
                        SidecarEvent.class,
                        e -> new LineKey(e.journal(), e.n()),
                        limits),
                JsonLinesSink.of(
                        folder.resolve("allocations.jsonl"),
                        Allocation.class,
                        ResultLines::allocation,
                        limits),
                JsonLinesSink.of(
                        folder.resolve("deadletters.jsonl"),
                        FrameCrops.class,
                        ResultLines::deadLetter,
                        limits));
    }

    static JobConnectors.Output kafka(JobConfig config) {
        KafkaSinks sinks = new KafkaSinks(config);
        return new JobConnectors.Output(
                " kafka",
                new JobConnectors.Sinks(
                        sinks.predictions(),
                        sinks.windows(),
                        sinks.events(),
                        sinks.plans(),
                        sinks.deadLetters()));
    }

    /** Only what people at home look at. */
    static JobConnectors.Output mqtt(JobConfig config) {
        MqttSinks sinks = new MqttSinks(config);
        return new JobConnectors.Output(
                " mqtt",
                new JobConnectors.Sinks(sinks.detections(), sinks.windows(), null, null, null));
    }
}
