package io.ekya.job.cli;

import io.ekya.job.config.JobConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

final class JobGraph {
    private JobGraph() {}

    static void build(StreamExecutionEnvironment environment, JobConfig config) {
        environment.fromData(config.site()).print();
    }
}
