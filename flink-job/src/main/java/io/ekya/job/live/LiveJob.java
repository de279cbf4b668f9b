package io.ekya.job.live;

import io.ekya.job.config.JobConfig;
import io.ekya.job.source.SourceTiming;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.JobEnds;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between real ends. */
public final class LiveJob {
    private LiveJob() {}

    /**
     * Adds the graph to the environment.
     *
     * @param config with the sidecar's address
     * @param folder where results go, on the machine that runs the sinks
     * @param originMillis wall-clock time at which the first window begins
     */
    public static void build(
            StreamExecutionEnvironment environment,
            JobConfig config,
            Path folder,
            long originMillis) {
        JobEnds ends =
                new JobEnds(
                        new CameraFeeds(),
                        SourceTiming.LIVE,
                        LocalModels.of(config, folder),
                        SidecarAddress.of(config.sidecar().address()),
                        RunFiles.in(folder, config.output().predictions()),
                        originMillis);
        EkyaTopology.build(environment, config, ends);
    }
}
