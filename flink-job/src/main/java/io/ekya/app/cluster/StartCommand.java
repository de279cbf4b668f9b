/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.app.ConfigOptions;
import io.ekya.app.local.SidecarArguments;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ekya cluster start}. */
@Command(
        name = "start",
        description = {
            "Start what does not run yet, wait until it serves, and print what runs where.",
            "A cluster that runs keeps its settings; only TaskManagers can be added."
        })
final class StartCommand implements Callable<Integer> {
    @Option(
            names = "--taskmanagers",
            paramLabel = "N",
            description = "TaskManager processes (default: 1).")
    @Nullable Integer taskManagers;

    @Option(
            names = "--slots",
            paramLabel = "S",
            description = "Task slots of each TaskManager (default: 2).")
    @Nullable Integer slots;

    @Option(
            names = "--sidecars",
            paramLabel = "N",
            description =
                    "Sidecars, one for each site, that is, for each job (default: 1); see submit"
                            + " --sidecar.")
    @Nullable Integer sidecars;

    @Option(
            names = "--kafka",
            description =
                    "Start a Kafka broker as well, with the topics of the configuration; jobs that"
                            + " are submitted use it.")
    @Nullable Boolean kafka;

    @Option(
            names = "--ha",
            description =
                    "Start ZooKeeper as well, so that jobs go on from their last checkpoint when the"
                            + " JobManager is started again.")
    @Nullable Boolean highAvailability;

    @Option(
            names = "--config",
            paramLabel = "CONF",
            description =
                    "Configuration of the job that will be submitted: device, GPUs, the settings of"
                            + " the sidecar and Kafka's topics are taken from it (default: the"
                            + " demo's).")
    @Nullable Path file;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "Setting of Flink, such as taskmanager.memory.process.size=4g. Can be repeated."
                            + " rest.port is the port of the web UI (default: 8081, or another if"
                            + " it is taken; 0: any).")
    Map<String, String> flink = Map.of();

    @Mixin ConfigOptions config = new ConfigOptions();
    @Mixin ClusterAccess access = new ClusterAccess();
    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ClusterFolder folder = access.folder();
        ClusterState state =
                access.cluster()
                        .start(
                                settings(folder),
                                FlinkClassPath.of(System.getProperty("java.class.path")));
        StatusText.processes(folder, state).forEach(access.out()::println);
        access.out().println("submit a job with: ekya cluster submit CONF");
        return 0;
    }

    /** Settings that are not given are those of the running cluster, if there is one. */
    private ClusterSettings settings(ClusterFolder folder) throws IOException {
        Optional<ClusterSettings> running =
                ClusterState.read(folder)
                        .filter(ClusterState::anyRunning)
                        .map(ClusterState::settings);
        List<String> sidecar =
                running.isPresent() && !isConfigured()
                        ? running.get().sidecarArguments()
                        : SidecarArguments.of(configured());
        try {
            return new ClusterSettings(
                    given(taskManagers, running.map(ClusterSettings::taskManagers), 1),
                    given(slots, running.map(ClusterSettings::slots), 2),
                    given(sidecars, running.map(ClusterSettings::sidecars), 1),
                    given(highAvailability, running.map(ClusterSettings::highAvailability), false),
                    topics(running),
                    sidecar,
                    flink.isEmpty() && running.isPresent() ? running.get().flink() : flink);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable KafkaTopics topics(Optional<ClusterSettings> running) {
        KafkaTopics before = running.map(ClusterSettings::kafka).orElse(null);
        boolean wanted = kafka != null ? kafka : before != null;
        if (!wanted) {
            return null;
        }
        return before != null && !isConfigured() ? before : KafkaTopics.of(configured().kafka());
    }

    /** With --kafka, the configuration need not name a broker. */
    private JobConfig configured() {
        return config.load(
                file,
                Boolean.TRUE.equals(kafka)
                        ? List.of("kafka.bootstrapServers=127.0.0.1:9092")
                        : List.of());
    }

    private boolean isConfigured() {
        return file != null || !config.overrides().isEmpty();
    }

    private static <T> T given(@Nullable T option, Optional<T> running, T otherwise) {
        return option != null ? option : running.orElse(otherwise);
    }
}
