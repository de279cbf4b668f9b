package io.ekya.job.topology;

import io.ekya.job.config.JobConfig;
import io.ekya.job.fake.Collected;
import io.ekya.job.fake.InMemorySidecar;
import io.ekya.job.operator.Models;
import io.ekya.job.operator.SidecarFactory;
import io.ekya.job.source.FeedFactory;
import io.ekya.job.source.SourceTiming;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A run of the whole graph on the test's cluster.
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

    /** With live cameras and the sidecar in memory that was started under the run's name. */
    static TestingJob live(String name, JobConfig config, FeedFactory feeds, Models models) {
        return new TestingJob(
                name, config, feeds, SourceTiming.LIVE, models, InMemorySidecar.at(name));
    }

    /** Runs to the end. */
    Collected run() throws Exception {
        return run(System.currentTimeMillis() + LEAD_MILLIS);
    }

    /** Runs to the end, the first window beginning at this time. */
    Collected run(long originMillis) throws Exception {
        Collected collected = new Collected(name);
        run(originMillis, collected.sinks());
        return collected;
    }

    /** Runs to the end into these sinks. */
    void run(long originMillis, JobEnds.Sinks sinks) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobSettings.flinkConfiguration(config));
        EkyaTopology.build(
                env, config, new JobEnds(feeds, timing, models, sidecar, sinks, originMillis));
        env.execute(name);
    }
}
