/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.compare;

import io.ekya.app.ConfigOptions;
import io.ekya.app.local.LocalRun;
import io.ekya.app.progress.Terminal;
import io.ekya.app.report.RunCheck;
import io.ekya.app.report.RunSummary;
import io.ekya.bench.Provenance;
import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya compare}: compares policies on the real job. */
@Command(
        name = "compare",
        description = {
            "Run the job once per policy and seed, on the same frames and with real training, "
                    + "and print the mean true accuracy by policy.",
            "Each run takes as long as its windows; three minutes for the demo."
        })
public final class CompareCommand implements Subcommand {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** Distance between a camera's street seeds for consecutive seeds of the comparison. */
    private static final int SEED_STEP = 100;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONF",
            description = "A YAML file (default: the demo's configuration).")
    @Nullable Path file;

    @Option(
            names = "--policies",
            paramLabel = "A,B,...",
            defaultValue =
                    "relay,thief,uniform(all-3ep,0.5),uniform(all-3ep,0.9),uniform(frozen3-3ep,0.5),uniform(frozen3-3ep,0.9),no-retraining",
            description = "Policies to compare (default: ${DEFAULT-VALUE}).")
    String policies = "";

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seeds of streets and training (default: ${DEFAULT-VALUE}).")
    List<Integer> seeds = List.of();

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Also write the table to FILE.md and FILE.csv.")
    @Nullable Path table;

    @Option(
            names = "--check",
            description =
                    "Exit with 1 unless, for every seed, thief is 10 points above "
                            + "no-retraining and above every uniform policy.")
    boolean check;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description =
                    "Resume an interrupted comparison in this folder; complete runs in it are "
                            + "reused.")
    @Nullable Path resume;

    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        List<String> names = PolicyList.split(policies);
        JobConfig base = config.load(file);
        Path folder = resume == null ? newFolder(base) : resume;
        Comparison comparison = new Comparison();
        Terminal terminal = Terminal.standard();
        int number = 0;
        int incomplete = 0;
        for (int seed : seeds) {
            for (String policy : names) {
                number++;
                String what = "%s, seed %d".formatted(policy, seed);
                terminal.println(
                        "run %d of %d: %s".formatted(number, names.size() * seeds.size(), what));
                Path run = folder.resolve(PolicyList.fileName(policy) + "-seed" + seed);
                if (complete(configuration(base, run, policy, seed), run, terminal)) {
                    RunSummary summary = RunSummary.of(run);
                    comparison.add(policy, seed, summary);
                    terminal.println(what + ": " + Comparison.line(summary));
                } else {
                    incomplete++;
                    terminal.println(what + " is incomplete; its output is in " + run);
                }
            }
        }
        String text = text(comparison, names);
        System.out.println("\n" + text);
        if (table != null) {
            write(table, text, comparison.csv());
        }
        if (incomplete > 0) {
            throw new CommandFailure(
                    incomplete
                            + " runs are incomplete. Repeat them with --resume "
                            + folder
                            + " and the same options.");
        }
        return check && !comparison.holdsInAllSeeds() ? 1 : 0;
    }

    private static Path newFolder(JobConfig base) {
        return Path.of(base.output().folder(), "compare-" + now());
    }

    private static String now() {
        return LocalDateTime.now(ZoneId.systemDefault()).format(NAME);
    }

    /** Returns the configuration of a run; each seed has different streets. */
    private JobConfig configuration(JobConfig base, Path run, String policy, int seed)
            throws IOException {
        List<String> sets = new ArrayList<>();
        sets.add("scheduler.policy=" + policy);
        sets.add("seed=" + seed);
        sets.add("output.folder=" + run.getParent());
        sets.add("output.run=" + run.getFileName());
        for (int i = 0; i < base.cameras().size(); i++) {
            CameraConfig camera = base.cameras().get(i);
            sets.add("cameras." + i + ".seed=" + (camera.seed() + (long) SEED_STEP * (seed - 1)));
        }
        return config.load(file, sets);
    }

    /** Executes a run unless it exists already, and returns whether it is complete. */
    private static boolean complete(JobConfig config, Path run, Terminal terminal)
            throws Exception {
        if (RunCheck.isRunOf(config, run)) {
            return true;
        }
        if (Files.exists(run)) {
            Path aside = run.resolveSibling(run.getFileName() + "-incomplete-" + now());
            Files.move(run, aside);
            terminal.println("an incomplete run is now in " + aside);
        }
        LocalRun local = new LocalRun(config, terminal);
        int code = local.execute();
        if (local.stopped()) {
            throw new CommandFailure("stopped. Resume with --resume " + run.getParent() + ".");
        }
        return code == 0;
    }

    private String text(Comparison comparison, List<String> names) {
        return "Mean true accuracy over cameras and windows that start after the onset of the "
                + "camera's drift.\n\n"
                + comparison.markdown()
                + "\n"
                + (names.contains("thief") ? comparison.verdict() + ".\n\n" : "")
                + "Created by `./ekya compare"
                + (file == null ? "" : " " + file)
                + " --policies '"
                + String.join(",", names)
                + "' --seeds "
                + String.join(",", seeds.stream().map(String::valueOf).toList())
                + "`; "
                + Provenance.line()
                + ".\n";
    }

    private static void write(Path table, String text, String csv) throws IOException {
        Path parent = table.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(table.resolveSibling(table.getFileName() + ".md"), text);
        Files.writeString(table.resolveSibling(table.getFileName() + ".csv"), csv);
    }
}
