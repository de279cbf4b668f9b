package io.ekya.job.cli;

import io.ekya.job.config.JobConfig;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink inside this process, its web UI and every other port on the loopback interface only.
 *
 * @param webUi address of the web UI
 */
record LocalCluster(StreamExecutionEnvironment environment, String webUi) {
    private static final String LOOPBACK = "127.0.0.1";

    /** A cluster for the configuration; another port is taken where the wanted one is not free. */
    static LocalCluster of(JobConfig config) throws IOException {
        int port = Ports.free(config.flink().webPort());
        Configuration flink = new Configuration();
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.HOST, LOOPBACK);
        // Frames that wait in network buffers are stale, so let few fit in.
        flink.set(
                TaskManagerOptions.MEMORY_SEGMENT_SIZE,
                org.apache.flink.configuration.MemorySize.parse("16kb"));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
        JobGraph.build(environment, config);
        return new LocalCluster(environment, "http://" + LOOPBACK + ":" + port);
    }

    /** Starts the job. */
    JobClient submit() throws Exception {
        return environment.executeAsync("ekya");
    }
}
