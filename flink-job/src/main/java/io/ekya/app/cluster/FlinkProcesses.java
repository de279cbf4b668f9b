/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Command lines of Flink's processes, with the JVM options and memory sizes of its configuration,
 * as Flink's own scripts compute them.
 *
 * @param configuration the content of {@code config.yaml}
 * @param classPath Flink and the libraries that the job expects there
 */
record FlinkProcesses(ClusterFolder folder, Configuration configuration, List<Path> classPath) {
    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String ZOOKEEPER =
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";

    List<String> jobManager(String name) {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
        List<String> jvm =
                new ArrayList<>(
                        words(
                                JobManagerProcessUtils.generateJvmParametersStr(
                                        memory, configuration)));
        jvm.addAll(words(configuration.get(CoreOptions.FLINK_DEFAULT_JM_JVM_OPTIONS)));
        jvm.addAll(words(configuration.get(CoreOptions.FLINK_JM_JVM_OPTIONS)));
        List<String> arguments = new ArrayList<>(configDir());
        arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        return command(name, jvm, JOB_MANAGER, arguments);
    }

    List<String> taskManager(String name) {
        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> jvm =
                new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
        jvm.addAll(words(configuration.get(CoreOptions.FLINK_DEFAULT_TM_JVM_OPTIONS)));
        jvm.addAll(words(configuration.get(CoreOptions.FLINK_TM_JVM_OPTIONS)));
        List<String> arguments = new ArrayList<>(configDir());
        arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        // a restarted process takes the place of the one before at once
        arguments.addAll(List.of("-D", "taskmanager.resource-id=" + name));
        return command(name, jvm, TASK_MANAGER, arguments);
    }

    /** ZooKeeper, from the jar that Flink brings. */
    List<String> zooKeeper(String name, Path zooCfg) {
        return command(
                name,
                List.of("-Xmx64m"),
                ZOOKEEPER,
                List.of("--zkConfigFile", zooCfg.toString(), "--peerId", "1"));
    }

    private List<String> configDir() {
        return List.of("--configDir", folder.conf().toString());
    }

    private List<String> command(
            String name, List<String> jvm, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(configuration.get(CoreOptions.FLINK_DEFAULT_JVM_OPTIONS)));
        command.addAll(words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)));
        command.addAll(jvm);
        command.addAll(ClusterLogging.flags(folder, name));
        command.add("-cp");
        command.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
