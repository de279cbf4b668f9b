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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

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
    /** Live cameras that start on time, since toy models are loaded quickly. */
    static final SourceTiming LIVE = new SourceTiming(0, false);

    /** Until cameras whose first window must be complete have started. */
    private static final long LEAD_MILLIS = 5_000;

    /** Returns a run with live cameras and the in-memory sidecar started under the same name. */
    static TestingJob live(String name, JobConfig config, FeedFactory feeds, Models models) {
        return new TestingJob(name, config, feeds, LIVE, models, InMemorySidecar.at(name));
    }

    /** Runs the job until it finishes. */
    Collected run() throws Exception {
        return run(startMillis());
    }

    /** When cameras start whose first window has to be complete. */
    long startMillis() {
        return startMillis(LEAD_MILLIS);
    }

    /** When cameras start after a lead: as in production, a bounded run begins with a window. */
    long startMillis(long leadMillis) {
        return ConfiguredConnectors.startOf(config, System.currentTimeMillis() + leadMillis);
    }

    /** Runs the job until it finishes; the cameras start at the given time. */
    Collected run(long startMillis) throws Exception {
        Collected collected = new Collected(name);
        run(startMillis, collected.sinks());
        return collected;
    }

    /** Runs the job until it finishes and writes to the given sinks. */
    void run(long startMillis, JobConnectors.Sinks sinks) throws Exception {
        start(startMillis, List.of(new JobConnectors.Output("", sinks)))
                .getJobExecutionResult()
                .get();
    }

    /** Starts the job, which writes to the given outputs. */
    JobClient start(long startMillis, List<JobConnectors.Output> outputs) throws Exception {
        return start(startMillis, outputs, null);
    }

    /** Starts the job, from a savepoint if there is one. */
    JobClient start(
            long startMillis, List<JobConnectors.Output> outputs, @Nullable String savepoint)
            throws Exception {
        Configuration flink = FlinkSettings.flinkConfiguration(config);
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        EkyaTopology.build(
                env,
                config,
                new JobConnectors(feeds, timing, models, sidecar, outputs, startMillis));
        return env.executeAsync(name);
    }
}
