/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.ChildJvm;
import io.ekya.files.PrivateFiles;
import io.ekya.job.commands.SidecarToken;
import io.ekya.sidecar.cli.Main;
import io.ekya.sidecar.cli.TokenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the configuration files of a cluster and derives its processes, in order of their start.
 */
final class Launches {
    static final String SIDECAR = "sidecar";
    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager-";
    static final String ZOOKEEPER = "zookeeper";

    private static final String SIDECAR_HEAP = "-Xmx1g";

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final ClusterPorts ports;

    Launches(ClusterFolder folder, ClusterSettings settings, ClusterPorts ports) {
        this.folder = folder;
        this.settings = settings;
        this.ports = ports;
    }

    /**
     * Returns the processes.
     *
     * @param classPath of Flink's processes
     */
    List<Launch> all(List<Path> classPath) throws IOException {
        ClusterLogging.write(folder);
        FlinkProcesses flink =
                new FlinkProcesses(
                        folder, FlinkConfigFile.write(folder, settings, ports), classPath);
        Map<String, String> token = Map.of(SidecarToken.VARIABLE, token());
        List<Launch> all = new ArrayList<>();
        if (settings.highAvailability()) {
            all.add(
                    new Launch(
                            ZOOKEEPER,
                            ProcessKind.ZOOKEEPER,
                            flink.zooKeeper(ZOOKEEPER, zooCfg()),
                            Map.of()));
        }
        all.add(new Launch(SIDECAR, ProcessKind.SIDECAR, sidecar(), token));
        all.add(
                new Launch(
                        JOB_MANAGER,
                        ProcessKind.JOB_MANAGER,
                        flink.jobManager(JOB_MANAGER),
                        Map.of()));
        for (int i = 1; i <= settings.taskManagers(); i++) {
            String name = TASK_MANAGER + i;
            all.add(new Launch(name, ProcessKind.TASK_MANAGER, flink.taskManager(name), token));
        }
        return all;
    }

    /** The token stays the same, so that processes that are started later can call the sidecar. */
    private String token() throws IOException {
        String existing = TokenFile.read(folder.sidecar());
        return existing.isEmpty() ? TokenFile.create(folder.sidecar()) : existing;
    }

    private List<String> sidecar() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--port=" + ports.sidecar(),
                                "--http-port=" + ports.sidecarHttp(),
                                "--folder=" + folder.sidecar()));
        arguments.addAll(settings.sidecarArguments());
        List<String> flags = new ArrayList<>(ClusterLogging.flags(folder, SIDECAR));
        flags.add(SIDECAR_HEAP);
        return ChildJvm.command(flags, Main.class.getName(), arguments);
    }

    private Path zooCfg() throws IOException {
        Path file = folder.conf().resolve("zoo.cfg");
        String text =
                """
                # ZooKeeper keeps which checkpoint and which job graph are the newest. One server, loopback
                # only. The file is written by ekya cluster start.
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                tickTime=2000
                admin.enableServer=false
                autopurge.snapRetainCount=3
                autopurge.purgeInterval=1
                """
                        .formatted(folder.zooKeeper(), ports.zooKeeper());
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
