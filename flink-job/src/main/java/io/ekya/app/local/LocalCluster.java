/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.app.metrics.LocalMetricsReporterFactory;
import io.ekya.job.commands.SidecarToken;
import io.ekya.job.config.JobConfig;
import io.ekya.job.topology.ConfiguredConnectors;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.FlinkSettings;
import io.ekya.job.topology.JobConnectors;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster inside this process; the web UI and all other ports listen on the loopback
 * interface only.
 *
 * @param webUi URL of the web UI
 */
record LocalCluster(StreamExecutionEnvironment environment, String webUi, long startMillis) {
    /** Name of the log in a run's folder. */
    static final String LOG = "job.log";

    /** Time for Flink and the engines to start before the first window begins. */
    private static final long LEAD_MILLIS = 8_000;

    /**
     * Creates a cluster; uses another web UI port if the configured one is not free.
     *
     * @param token supplies the sidecar's token to the job
     */
    static LocalCluster of(JobConfig config, SidecarToken token) throws IOException {
        int port = Ports.free(config.flink().webPort());
        Configuration flink = FlinkSettings.flinkConfiguration(config);
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        String webUi = "http://127.0.0.1:" + port;
        flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, webUi);
        observe(flink, config);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
        JobConnectors connectors =
                ConfiguredConnectors.of(config, System.currentTimeMillis() + LEAD_MILLIS, token);
        EkyaTopology.build(environment, config, connectors);
        return new LocalCluster(environment, webUi, connectors.startMillis());
    }

    /** The web UI shows the run's log; metrics are served if they have a port. */
    static void observe(Configuration flink, JobConfig config) {
        String log = Path.of(config.output().folder(), config.output().run(), LOG).toString();
        flink.set(WebOptions.LOG_PATH, log);
        flink.set(TaskManagerOptions.TASK_MANAGER_LOG_PATH, log);
        if (config.flink().metricsPort() > 0) {
            LocalMetricsReporterFactory.configure(flink, config.flink().metricsPort());
        }
    }

    /** Submits the job. */
    JobClient submit() throws Exception {
        return environment.executeAsync();
    }
}
