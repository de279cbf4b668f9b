/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped conf/config.yaml, and what {@code ekya cluster} makes of it. */
class FlinkConfigFileTest {
    /** Options that Flink ships for Java 17 (its conf/config.yaml). */
    private static final List<String> FLINKS_OWN =
            List.of(
                    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                    "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                    "--add-opens=java.base/java.text=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private static final List<Class<?>> OPTIONS =
            List.of(
                    CoreOptions.class,
                    JobManagerOptions.class,
                    TaskManagerOptions.class,
                    CheckpointingOptions.class,
                    StateBackendOptions.class,
                    RestartStrategyOptions.class,
                    RestOptions.class,
                    RpcOptions.class,
                    WebOptions.class,
                    PipelineOptions.class,
                    HighAvailabilityOptions.class);

    private final ClusterFolder folder;

    FlinkConfigFileTest(@TempDir Path folder) throws IOException {
        this.folder = ClusterFolder.at(folder.resolve("cluster"));
        this.folder.create();
    }

    @Test
    void theShippedFileKeepsFlinksJvmOptions() throws IOException {
        String options = shipped().get(CoreOptions.FLINK_JVM_OPTIONS);

        assertThat(options.split(" ")).containsAll(FLINKS_OWN).contains("-Dai.djl.offline=true");
    }

    @Test
    void theShippedFileHasOnlyKeysThatFlinkKnows() throws IOException {
        Set<String> known =
                OPTIONS.stream()
                        .flatMap(type -> Arrays.stream(type.getFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> field.getType() == ConfigOption.class)
                        .map(FlinkConfigFileTest::key)
                        .collect(Collectors.toSet());

        Set<String> unknown = new TreeSet<>(shipped().keySet());
        unknown.removeAll(known);
        assertThat(unknown).isEmpty();
    }

    @Test
    void theMemoryOfTheShippedFileAddsUpAndLeavesRoomForNatives() throws IOException {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(shipped());

        assertThat(memory.getTaskHeapSize()).isEqualTo(MemorySize.ofMebiBytes(944));
        assertThat(memory.getTaskOffHeapSize()).isEqualTo(MemorySize.ofMebiBytes(768));
        assertThat(memory.getTotalProcessMemorySize()).isEqualTo(MemorySize.ofMebiBytes(2560));
    }

    @Test
    void theShippedFileListensOnLoopbackAndRestartsForEver() throws IOException {
        Configuration flink = shipped();

        assertThat(
                        Stream.of(
                                JobManagerOptions.BIND_HOST,
                                TaskManagerOptions.BIND_HOST,
                                RestOptions.BIND_ADDRESS))
                .allSatisfy(option -> assertThat(flink.get(option)).isEqualTo("127.0.0.1"));
        assertThat(flink.get(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN)).doesNotContain("*");
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("exponential-delay");
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aClusterGetsItsOwnPortsAndFolders() throws IOException {
        ClusterPorts ports =
                new ClusterPorts(
                        18081, 16123, List.of(new SidecarPorts(18815, 18816)), 12181, 19092, 19093);

        FlinkConfigFile.write(folder, settings(false, Map.of()), ports);

        Configuration flink = GlobalConfiguration.loadConfiguration(folder.conf().toString());
        assertThat(flink.get(RestOptions.PORT)).isEqualTo(18081);
        assertThat(flink.get(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN))
                .isEqualTo("http://127.0.0.1:18081");
        assertThat(flink.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(3);
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo(folder.checkpoints().toUri().toString());
        assertThat(flink.get(CoreOptions.FLINK_JVM_OPTIONS))
                .isEqualTo(shipped().get(CoreOptions.FLINK_JVM_OPTIONS));
        assertThat(flink.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("NONE");
    }

    @Test
    void highAvailabilityUsesItsOwnZooKeeper() throws IOException {
        Configuration flink =
                FlinkConfigFile.write(
                        folder,
                        settings(true, Map.of()),
                        new ClusterPorts(
                                18081,
                                16123,
                                List.of(new SidecarPorts(18815, 18816)),
                                12181,
                                19092,
                                19093));

        assertThat(flink.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("zookeeper");
        assertThat(flink.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM))
                .isEqualTo("127.0.0.1:12181");
        assertThat(flink.get(HighAvailabilityOptions.HA_STORAGE_PATH))
                .isEqualTo(folder.highAvailability().toUri().toString());
    }

    @Test
    void theUsersSettingsComeLast() throws IOException {
        Configuration flink =
                FlinkConfigFile.write(
                        folder,
                        settings(false, Map.of("taskmanager.memory.process.size", "4g")),
                        new ClusterPorts(1, 2, List.of(new SidecarPorts(3, 4)), 5, 6, 7));

        assertThat(flink.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY))
                .isEqualTo(MemorySize.ofMebiBytes(4096));
    }

    /** The built-in copy is the file that users copy. */
    @Test
    void theShippedFileIsTheOneInConf() throws IOException {
        try (var in =
                Objects.requireNonNull(FlinkConfigFile.class.getResourceAsStream("config.yaml"))) {
            assertThat(in.readAllBytes())
                    .isEqualTo(Files.readAllBytes(Path.of("../conf/config.yaml")));
        }
    }

    private Configuration shipped() throws IOException {
        return FlinkConfigFile.shipped(folder.temporary());
    }

    private static ClusterSettings settings(boolean highAvailability, Map<String, String> flink) {
        return new ClusterSettings(1, 3, 1, highAvailability, null, List.of(), flink);
    }

    private static String key(java.lang.reflect.Field field) {
        try {
            return ((ConfigOption<?>) Objects.requireNonNull(field.get(null))).key();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
