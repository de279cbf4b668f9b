/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import io.ekya.bench.overhead.StoredFeed;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.ConfiguredModels;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.FlinkSettings;
import io.ekya.job.topology.JobConnectors;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The complete job on a local cluster, with live cameras whose frames come from memory. */
record LocalJob(JobClient client) implements AutoCloseable {
    /** Time for the engines to start before the first frame is due. */
    private static final long LEAD_MILLIS = 3_000;

    private static final long CANCEL_SECONDS = 60;

    /**
     * Starts the job.
     *
     * @param frames name of the stored frames of every camera
     * @param folder for fetched students and checkpoints
     */
    static LocalJob start(
            JobConfig config,
            String frames,
            SidecarFactory sidecar,
            Path folder,
            List<JobConnectors.Output> outputs)
            throws Exception {
        Configuration settings = FlinkSettings.flinkConfiguration(config);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        EkyaTopology.build(
                flink,
                config,
                new JobConnectors(
                        StoredFeed.factory(frames),
                        new SourceTiming(LEAD_MILLIS, false),
                        new ConfiguredModels(config, folder.resolve("students")),
                        sidecar,
                        outputs,
                        System.currentTimeMillis() + LEAD_MILLIS));
        return new LocalJob(flink.executeAsync());
    }

    /** Returns an output that delivers the answers only. */
    static JobConnectors.Output to(Answers answers) {
        return new JobConnectors.Output(
                "",
                new JobConnectors.Sinks(
                        answers.sink(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>()));
    }

    @Override
    public void close() throws Exception {
        client.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
    }
}
