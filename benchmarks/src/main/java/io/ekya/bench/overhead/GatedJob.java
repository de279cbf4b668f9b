/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.ConfiguredModels;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.FlinkSettings;
import io.ekya.job.topology.JobConnectors;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The complete job on a local cluster, with one camera whose frames a turnstile admits. */
final class GatedJob {
    /** The camera's initial and only share is 1.0: four fifths of what labelling leaves. */
    private static final String CONFIG =
            """
            site: overheads
            gpus: 1.26
            teacher: {share: 0.01}
            cameras: [{id: camera, source: "synthetic:"}]
            window: {seconds: 86400}
            sampling: {bursts: 1, offsets: [0]}
            inference: {everyNth: [1], sides: [32], maxAgeMillis: 60000}
            scheduler: {policy: no-retraining}
            flink: {checkpointMillis: 0, webPort: 0}
            """;

    private GatedJob() {}

    static JobConfig config() {
        return new ConfigLoader().parse("overheads", CONFIG, List.of());
    }

    /**
     * Starts the job.
     *
     * @param gate name of the turnstile
     * @param sidecar that the job connects to; it stays idle
     * @param folder for fetched students; stays empty
     */
    static JobClient start(String gate, SidecarFactory sidecar, Path folder) throws Exception {
        JobConfig config = config();
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, FlinkSettings.flinkConfiguration(config));
        JobConnectors.Sinks sinks =
                new JobConnectors.Sinks(
                        new CountingSink<>(gate),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>());
        EkyaTopology.build(
                flink,
                config,
                new JobConnectors(
                        Turnstile.feeds(gate),
                        SourceTiming.EVERY_FRAME,
                        new ConfiguredModels(config, folder),
                        sidecar,
                        sinks,
                        System.currentTimeMillis()));
        return flink.executeAsync();
    }
}
