/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.job.config.JobConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's configuration for this job. */
public final class FlinkSettings {
    private static final String LOOPBACK = "127.0.0.1";

    /** Small, so that few frames wait between operators, where they become stale. */
    private static final MemorySize SEGMENT = MemorySize.ofMebiBytes(1).divide(64);

    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

    private FlinkSettings() {}

    /** Configuration of a local cluster in this process; a job on any cluster uses parts of it. */
    public static Configuration flinkConfiguration(JobConfig config) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        flink.set(PipelineOptions.NAME, "ekya " + config.site());
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        if (config.flink().checkpointMillis() > 0) {
            flink.set(
                    CheckpointingOptions.CHECKPOINTING_INTERVAL,
                    Duration.ofMillis(config.flink().checkpointMillis()));
        }
        network(flink);
        local(flink, config);
        return flink;
    }

    private static void network(Configuration flink) {
        flink.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, SEGMENT);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    }

    private static void local(Configuration flink, JobConfig config) {
        String port = String.valueOf(config.flink().webPort());
        flink.set(RestOptions.PORT, config.flink().webPort());
        flink.set(RestOptions.BIND_PORT, port);
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.HOST, LOOPBACK);
        int parallelism = Math.max(1, config.flink().parallelism());
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    }
}
