/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.ChildJvm;
import io.ekya.files.PrivateFiles;
import io.ekya.job.commands.SidecarToken;
import io.ekya.sidecar.cli.Main;
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
    static final String KAFKA = "kafka";

    private static final String SIDECAR_HEAP = "-Xmx1g";
    private static final String KAFKA_HEAP = "-Xmx512m";

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
        List<Path> sidecars = new ArrayList<>();
        for (int i = 1; i <= settings.sidecars(); i++) {
            sidecars.add(folder.sidecar(sidecar(i)));
        }
        Map<String, String> token =
                Map.of(SidecarToken.VARIABLE, ClusterToken.of(folder.path(), sidecars));
        List<Launch> all = new ArrayList<>();
        if (settings.highAvailability()) {
            all.add(
                    new Launch(
                            ZOOKEEPER,
                            ProcessKind.ZOOKEEPER,
                            flink.zooKeeper(ZOOKEEPER, zooCfg()),
                            Map.of()));
        }
        if (settings.kafka() != null) {
            all.add(new Launch(KAFKA, ProcessKind.KAFKA, kafka(), Map.of()));
        }
        for (int i = 1; i <= settings.sidecars(); i++) {
            all.add(
                    new Launch(
                            sidecar(i),
                            ProcessKind.SIDECAR,
                            sidecar(sidecar(i), ports.sidecars().get(i - 1)),
                            token));
        }
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

    /** Returns the name of a sidecar, from 1. */
    static String sidecar(int number) {
        return number == 1 ? SIDECAR : SIDECAR + "-" + number;
    }

    /** Returns the number of the sidecar with a name. */
    static int numberOf(String sidecar) {
        return sidecar.equals(SIDECAR)
                ? 1
                : Integer.parseInt(sidecar, SIDECAR.length() + 1, sidecar.length(), 10);
    }

    private List<String> kafka() throws IOException {
        Path file = folder.conf().resolve("kafka.properties");
        PrivateFiles.write(file, KafkaSettings.of(folder, ports).getBytes(StandardCharsets.UTF_8));
        List<String> flags = new ArrayList<>(ClusterLogging.flags(folder, KAFKA));
        flags.add(KAFKA_HEAP);
        return ChildJvm.command(flags, KafkaBroker.class.getName(), List.of(file.toString()));
    }

    private List<String> sidecar(String name, SidecarPorts own) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--port=" + own.flight(),
                                "--http-port=" + own.http(),
                                "--folder=" + folder.sidecar(name)));
        arguments.addAll(settings.sidecarArguments());
        List<String> flags = new ArrayList<>(ClusterLogging.flags(folder, name));
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
