/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.Models;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.InMemorySidecar;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A run of the complete job on the test's cluster.
 *
 * @param name of the run, under which its results are collected
 */
record TestingJob(
        String name,
        JobConfig config,
        FeedFactory feeds,
        SourceTiming timing,
        Models models,
        SidecarFactory sidecar) {
    private static final long LEAD_MILLIS = 1_000;

    /** Returns a run with live cameras and the in-memory sidecar started under the same name. */
    static TestingJob live(String name, JobConfig config, FeedFactory feeds, Models models) {
        return new TestingJob(
                name, config, feeds, SourceTiming.LIVE, models, InMemorySidecar.at(name));
    }

    /** Runs the job until it finishes. */
    Collected run() throws Exception {
        return run(System.currentTimeMillis() + LEAD_MILLIS);
    }

    /** Runs the job until it finishes; the first window begins at the given time. */
    Collected run(long originMillis) throws Exception {
        Collected collected = new Collected(name);
        run(originMillis, collected.sinks());
        return collected;
    }

    /** Runs the job until it finishes and writes to the given sinks. */
    void run(long originMillis, JobConnectors.Sinks sinks) throws Exception {
        start(originMillis, List.of(new JobConnectors.Output("", sinks)))
                .getJobExecutionResult()
                .get();
    }

    /** Starts the job, which writes to the given outputs. */
    JobClient start(long originMillis, List<JobConnectors.Output> outputs) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkSettings.flinkConfiguration(config));
        EkyaTopology.build(
                env,
                config,
                new JobConnectors(feeds, timing, models, sidecar, outputs, originMillis));
        return env.executeAsync(name);
    }
}
