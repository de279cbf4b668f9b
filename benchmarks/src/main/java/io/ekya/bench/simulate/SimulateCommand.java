package io.ekya.bench.simulate;

import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ekya simulate}: policies judged on traces. */
@Command(
        name = "simulate",
        description = {
            "Play policies on traces of what retraining would bring, with plan, completion and"
                    + " re-plan, and compare what they reach.",
            "Besides the policies of plan: best-uniform, cached-model, cloud(UP_MBPS,DOWN_MBPS)."
        })
public final class SimulateCommand implements Subcommand {
    private static final int WRONG = 2;

    @Spec CommandSpec spec;

    @Option(
            names = "--policies",
            defaultValue = "best-uniform,thief,thief-reuse,exact,relay",
            description = "Who plays; upper-bound always does. Default: ${DEFAULT-VALUE}")
    String policies;

    @Option(
            names = "--gpus",
            split = ",",
            defaultValue = "1,2",
            description = "GPUs, several with commas. Default: ${DEFAULT-VALUE}")
    List<Double> gpus;

    @Option(
            names = "--streams",
            split = ",",
            defaultValue = "10",
            description = "Cameras, several with commas. Default: ${DEFAULT-VALUE}")
    List<Integer> streams;

    @Option(
            names = "--windows",
            defaultValue = "8",
            description = "Windows of a drawn trace. Default: ${DEFAULT-VALUE}")
    int windows;

    @Option(
            names = "--window",
            defaultValue = "200",
            description = "Seconds of a window of a drawn trace. Default: ${DEFAULT-VALUE}")
    double windowSeconds;

    @Option(
            names = "--quantum",
            defaultValue = "0",
            description = "Step of shares, GPUs; 0 is the default grid.")
    double quantum;

    @Option(
            names = "--floor",
            defaultValue = "0",
            description = "Accuracy no camera should fall below.")
    double floor;

    @Option(
            names = "--terminal",
            defaultValue = "0",
            description = "Seconds a student is worth beyond its window.")
    double terminal;

    @Option(
            names = "--error",
            defaultValue = "0",
            description =
                    "Standard deviation of an error on the accuracies that policies see, 0..1.")
    double error;

    @Option(names = "--profiled", description = "Policies see micro-profiles, not the truth.")
    boolean profiled;

    @Option(
            names = "--seeds",
            defaultValue = "5",
            description = "Number of traces drawn, seeds 1 and up. Default: ${DEFAULT-VALUE}")
    int seeds;

    @Option(names = "--trace", description = "A trace file instead of drawn traces.")
    @Nullable Path trace;

    @Option(names = "--save-trace", description = "Write the trace of seed 1 to this file.")
    @Nullable Path saveTrace;

    @Option(names = "--csv", description = "Write one line a run to this file.")
    @Nullable Path csv;

    @Option(
            names = "--figures",
            description =
                    "Draw the paper's figures (streams, GPUs, capacity, factors, window length,"
                            + " error, delta) with their CSV files into this folder, and nothing else.")
    @Nullable Path figures;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> wrong = problems();
        if (!wrong.isEmpty()) {
            wrong.forEach(problem -> spec.commandLine().getErr().println("ekya: " + problem));
            return WRONG;
        }
        if (figures != null) {
            new Figures(figures, seeds, out::println).draw();
            return 0;
        }
        List<SweepRow> rows;
        try {
            rows = sweep().rows();
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("ekya: " + e.getMessage());
            return WRONG;
        }
        out.println(SweepRows.table(rows));
        if (csv != null) {
            Files.writeString(csv, SweepRows.csv(rows));
        }
        return 0;
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        streams.forEach(count -> atLeast(problems, "--streams", count, 1));
        gpus.forEach(count -> atLeast(problems, "--gpus", count, 0));
        atLeast(problems, "--seeds", seeds, 1);
        atLeast(problems, "--windows", windows, 1);
        atLeast(problems, "--window", windowSeconds, 1);
        atLeast(problems, "--terminal", terminal, 0);
        atLeast(problems, "--error", error, 0);
        atLeast(problems, "--floor", floor, 0);
        return problems;
    }

    private static void atLeast(List<String> problems, String key, double value, double least) {
        if (!(value >= least && Double.isFinite(value))) {
            problems.add(
                    "%s must be at least %s, but is %s; give such a number"
                            .formatted(key, (long) least, value));
        }
    }

    private Sweep sweep() throws IOException {
        int most = streams.stream().mapToInt(Integer::intValue).max().orElse(1);
        LongFunction<Trace> source = Sweep.drawn(most, windows, windowSeconds);
        List<Long> which = LongStream.rangeClosed(1, seeds).boxed().toList();
        if (trace != null) {
            Trace given = read(trace);
            source = seed -> given;
            which = List.of(given.header().seed());
        }
        if (saveTrace != null) {
            TraceFile.write(source.apply(which.get(0)), saveTrace);
        }
        List<SimulationSetting> settings =
                gpus.stream()
                        .map(
                                g ->
                                        new SimulationSetting(
                                                g, quantum, floor, terminal, profiled, error))
                        .toList();
        return new Sweep(
                source, which, streams, settings, Contenders.list(policies + ",upper-bound"));
    }

    private static Trace read(Path file) {
        try {
            return TraceFile.read(file);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + " (" + e + "); name a trace file", e);
        }
    }
}
