/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.app.ConfigOptions;
import io.ekya.app.cluster.ClusterJobs.Submission;
import io.ekya.app.local.ModelsCheck;
import io.ekya.app.local.RunFolder;
import io.ekya.app.local.SidecarArguments;
import io.ekya.command.CommandFailure;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya cluster submit}. */
@Command(
        name = "submit",
        description = {
            "Submit the job of a configuration to the running cluster and wait until it runs.",
            "Relative paths and ${NAME} in the configuration are resolved by the cluster's processes:"
                    + " in the folder and with the environment of `ekya cluster start`."
        })
final class SubmitCommand implements Callable<Integer> {
    private static final String BROKERS = "kafka.bootstrapServers=";

    @Parameters(paramLabel = "CONF", description = "Configuration file in YAML.")
    Path file;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "Parallelism of the job (default: flink.parallelism).")
    @Nullable Integer parallelism;

    @Option(
            names = "--from-savepoint",
            paramLabel = "PATH",
            description = "Savepoint or retained checkpoint to restore the job from.")
    @Nullable String savepoint;

    @Option(
            names = "--jar",
            paramLabel = "JAR",
            description = "Job jar (default: the one of this build).")
    @Nullable Path jar;

    @Option(
            names = "--sidecar",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Number of the sidecar that trains for the job's site; each site needs its own"
                            + " (default: ${DEFAULT-VALUE}).")
    int sidecar;

    @Mixin ConfigOptions config = new ConfigOptions();
    @Mixin ClusterAccess access = new ClusterAccess();

    @Override
    public Integer call() throws Exception {
        ClusterState state = access.state();
        ClusterJobs jobs = access.jobs(state);
        if (!Path.of("").toAbsolutePath().toString().equals(state.workingFolder())) {
            access.out()
                    .println("relative paths in " + file + " start in " + state.workingFolder());
        }
        List<String> sets = new ArrayList<>();
        if (state.settings().kafka() != null
                && config.overrides().stream().noneMatch(set -> set.startsWith(BROKERS))) {
            sets.add(BROKERS + state.ports().kafkaAddress());
        }
        JobConfig given = config.load(file, sets);
        if (given.sidecar().address().isEmpty()) {
            requireMatchingSidecar(given, state);
            sets.add("sidecar.address=" + state.ports().sidecars().get(sidecar - 1).address());
        }
        if (parallelism != null) {
            sets.add("flink.parallelism=" + parallelism);
        }
        sets.add("output.folder=" + Path.of(given.output().folder()).toAbsolutePath());
        JobConfig effective = config.load(file, sets);
        access.out().println("checking models ...");
        ModelsCheck.of(effective);
        Path results = results(effective);
        sets.add("output.run=" + results.getFileName());

        access.out().println("submitting the job ...");
        String id =
                jobs.submit(
                        JobJar.of(jar),
                        new Submission(
                                JobArguments.of(ConfigLoader.text(file), config.overrides(), sets),
                                parallelism,
                                savepoint));
        access.out().println("job " + id);
        jobs.awaitRunning(id);
        access.out().println("the job runs; web UI at " + state.ports().webUi());
        access.out().println("results in " + results);
        return 0;
    }

    /** A restored job may go on writing into the folder of its run. */
    private Path results(JobConfig effective) {
        Path existing = Path.of(effective.output().folder(), effective.output().run());
        boolean goesOn =
                savepoint != null
                        && !effective.output().run().isEmpty()
                        && Files.isDirectory(existing);
        if (goesOn) {
            return existing;
        }
        Path folder = RunFolder.of(effective);
        RunFolder.create(folder, effective);
        return folder;
    }

    private void requireMatchingSidecar(JobConfig given, ClusterState state) {
        if (sidecar < 1 || sidecar > state.settings().sidecars()) {
            throw new CommandFailure(
                    "--sidecar must be from 1 to %d, the number of sidecars; more are started by: ekya"
                                    .formatted(state.settings().sidecars())
                            + " cluster start --sidecars N");
        }
        List<String> needed = new ArrayList<>(SidecarArguments.of(given));
        needed.removeAll(state.settings().sidecarArguments());
        if (!needed.isEmpty()) {
            throw new CommandFailure(
                    "the sidecar was started with other settings than %s needs (%s); run: ekya cluster"
                                    .formatted(file, String.join(" ", needed))
                            + " stop, then: ekya cluster start --config "
                            + file);
        }
        if (state.running(Launches.sidecar(sidecar)).isEmpty()) {
            throw new CommandFailure(
                    "the sidecar does not run; start it again with: ekya cluster start");
        }
    }
}
