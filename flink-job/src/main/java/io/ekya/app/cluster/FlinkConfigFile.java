/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * The cluster's {@code config.yaml}: the shipped {@code conf/config.yaml} with this cluster's ports
 * and folders, and the user's settings on top.
 */
final class FlinkConfigFile {
    private static final String NAME = "config.yaml";
    private static final String LOOPBACK = "127.0.0.1";

    private FlinkConfigFile() {}

    /** Writes the file and returns its content. */
    static Configuration write(ClusterFolder folder, ClusterSettings settings, ClusterPorts ports)
            throws IOException {
        Configuration flink = shipped(folder.conf());
        addresses(flink, ports);
        folders(flink, folder);
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.slots());
        if (settings.highAvailability()) {
            highAvailability(flink, folder, ports);
        }
        settings.flink().forEach(flink::setString);
        webUi(flink, ports); // rest.port of the settings was only preferred
        List<String> lines = ConfigurationUtils.convertConfigToWritableLines(flink, true);
        PrivateFiles.write(
                folder.conf().resolve(NAME),
                (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return flink;
    }

    /** Reads the shipped file as Flink does, through a copy in the folder. */
    static Configuration shipped(Path conf) throws IOException {
        try (InputStream in = FlinkConfigFile.class.getResourceAsStream(NAME)) {
            PrivateFiles.write(
                    conf.resolve(NAME),
                    Objects.requireNonNull(in, NAME + " is missing from the build").readAllBytes());
        }
        return GlobalConfiguration.loadConfiguration(conf.toString());
    }

    private static void addresses(Configuration flink, ClusterPorts ports) {
        flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(JobManagerOptions.PORT, ports.rpc());
        flink.set(TaskManagerOptions.HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    }

    private static void webUi(Configuration flink, ClusterPorts ports) {
        flink.set(RestOptions.PORT, ports.web());
        flink.set(RestOptions.BIND_PORT, Integer.toString(ports.web()));
        // submission needs uploads, but other origins must not read the answers
        flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, ports.webUi());
    }

    private static void folders(Configuration flink, ClusterFolder folder) {
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder.checkpoints()));
        flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder.savepoints()));
        flink.set(CoreOptions.TMP_DIRS, folder.temporary().toString());
        flink.set(WebOptions.TMP_DIR, folder.temporary().toString());
        flink.set(WebOptions.LOG_PATH, folder.log(Launches.JOB_MANAGER).toString());
        flink.set(WebOptions.UPLOAD_DIR, folder.uploads().toString());
    }

    private static void highAvailability(
            Configuration flink, ClusterFolder folder, ClusterPorts ports) {
        flink.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
        flink.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(folder.highAvailability()));
        flink.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, LOOPBACK + ":" + ports.zooKeeper());
        flink.set(HighAvailabilityOptions.HA_CLUSTER_ID, "/ekya");
    }

    private static String uri(Path folder) {
        return folder.toUri().toString();
    }
}
