package io.ekya.bench.compare;

import io.ekya.bench.Provenance;
import io.ekya.job.cli.ConfigOptions;
import io.ekya.job.cli.Failure;
import io.ekya.job.cli.LocalRun;
import io.ekya.job.cli.Subcommand;
import io.ekya.job.cli.Terminal;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.report.RunSummary;
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

/** {@code ekya compare}. */
@Command(
        name = "compare",
        description = {
            "Run the job once for each policy and seed, on the same frames and with real training,"
                    + " and print mean true accuracy by policy.",
            "Each run takes as long as its windows do; the demo's take three minutes."
        })
public final class CompareCommand implements Subcommand {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** How far apart the seeds of a camera's streets are between two seeds of the comparison. */
    private static final int SEED_STEP = 100;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONF",
            description = "A YAML file; the demo's if left out.")
    @Nullable Path file;

    @Option(
            names = "--policies",
            paramLabel = "A,B,...",
            defaultValue =
                    "relay,thief,uniform(all-18ep,0.5),uniform(all-18ep,0.9),uniform(all-3ep,0.5),uniform(all-3ep,0.9),no-retraining",
            description = "Policies to compare (default: ${DEFAULT-VALUE}).")
    String policies = "";

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seeds; each draws other streets and trains with other orders (default: ${DEFAULT-VALUE}).")
    List<Integer> seeds = List.of();

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Also write the table to FILE.md and FILE.csv.")
    @Nullable Path table;

    @Option(
            names = "--check",
            description =
                    "Exit with 1 unless thief is 10 points above no-retraining and above every uniform, in every seed.")
    boolean check;

    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        List<String> names = PolicyList.split(policies);
        JobConfig base = config.load(file);
        Path folder =
                Path.of(
                        base.output().folder(),
                        "compare-" + LocalDateTime.now(ZoneId.systemDefault()).format(NAME));
        Comparison comparison = new Comparison();
        Terminal terminal = Terminal.standard();
        int number = 0;
        for (int seed : seeds) {
            for (String policy : names) {
                number++;
                terminal.say(
                        "run %d of %d: %s, seed %d"
                                .formatted(number, names.size() * seeds.size(), policy, seed));
                comparison.add(policy, seed, run(base, folder, policy, seed, terminal));
            }
        }
        String text = text(comparison, names);
        System.out.println("\n" + text);
        if (table != null) {
            write(table, text, comparison.csv());
        }
        return check && !comparison.holdsInAllSeeds() ? 1 : 0;
    }

    private RunSummary run(JobConfig base, Path folder, String policy, int seed, Terminal terminal)
            throws Exception {
        String name = PolicyList.fileName(policy) + "-seed" + seed;
        List<String> sets = new ArrayList<>();
        sets.add("scheduler.policy=" + policy);
        sets.add("seed=" + seed);
        sets.add("output.folder=" + folder);
        sets.add("output.run=" + name);
        for (int i = 0; i < base.cameras().size(); i++) {
            CameraConfig camera = base.cameras().get(i);
            sets.add("cameras." + i + ".seed=" + (camera.seed() + (long) SEED_STEP * (seed - 1)));
        }
        int code = new LocalRun(config.load(file, sets), terminal).execute();
        if (code != 0) {
            throw new Failure(
                    "the run "
                            + name
                            + " was not complete; its output is in "
                            + folder.resolve(name)
                            + ".");
        }
        return RunSummary.of(folder.resolve(name));
    }

    private String text(Comparison comparison, List<String> names) {
        return "Mean true accuracy over cameras and windows that begin after the camera's drift set in.\n\n"
                + comparison.markdown()
                + "\n"
                + (names.contains("thief") ? comparison.verdict() + ".\n\n" : "")
                + "Made by `./ekya compare"
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
