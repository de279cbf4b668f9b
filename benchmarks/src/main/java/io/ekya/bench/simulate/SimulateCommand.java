/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
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

/** {@code ekya simulate}: evaluates policies on traces. */
@Command(
        name = "simulate",
        description = {
            "Simulate policies on traces of retraining results, replanning on every "
                    + "completion, and compare their accuracies.",
            "In addition to the policies of the plan command: best-uniform, cached-model, "
                    + "cloud(UP_MBPS,DOWN_MBPS)."
        })
public final class SimulateCommand implements Subcommand {
    private static final int USAGE_ERROR = 2;

    @Spec CommandSpec spec;

    @Option(
            names = "--policies",
            defaultValue = "best-uniform,thief,thief-reuse,exact,relay",
            description = "Policies; upper-bound is always added. Default: ${DEFAULT-VALUE}")
    String policies;

    @Option(
            names = "--gpus",
            split = ",",
            defaultValue = "1,2",
            description = "Comma-separated numbers of GPUs. Default: ${DEFAULT-VALUE}")
    List<Double> gpus;

    @Option(
            names = "--streams",
            split = ",",
            defaultValue = "10",
            description = "Comma-separated numbers of cameras. Default: ${DEFAULT-VALUE}")
    List<Integer> streams;

    @Option(
            names = "--windows",
            defaultValue = "8",
            description = "Number of windows of a synthetic trace. Default: ${DEFAULT-VALUE}")
    int windows;

    @Option(
            names = "--window",
            defaultValue = "200",
            description =
                    "Length of a window of a synthetic trace in seconds. Default: "
                            + "${DEFAULT-VALUE}")
    double windowSeconds;

    @Option(
            names = "--quantum",
            defaultValue = "0",
            description = "Granularity of shares in GPUs; 0 is the default grid.")
    double quantum;

    @Option(
            names = "--floor",
            defaultValue = "0",
            description = "Accuracy floor of every camera, 0..1.")
    double floor;

    @Option(
            names = "--terminal",
            defaultValue = "0",
            description = "Weight of a student's accuracy after the window, in seconds.")
    double terminal;

    @Option(
            names = "--error",
            defaultValue = "0",
            description =
                    "Standard deviation of the error added to the accuracies that policies "
                            + "see, 0..1.")
    double error;

    @Option(
            names = "--profiled",
            description = "Policies see micro-profiles instead of true " + "accuracies.")
    boolean profiled;

    @Option(
            names = "--seeds",
            defaultValue = "5",
            description =
                    "Number of synthetic traces, with seeds from 1. Default: " + "${DEFAULT-VALUE}")
    int seeds;

    @Option(names = "--trace", description = "Read this trace file instead of generating traces.")
    @Nullable Path trace;

    @Option(names = "--save-trace", description = "Write the trace of seed 1 to this file.")
    @Nullable Path saveTrace;

    @Option(names = "--csv", description = "Write one line per run to this CSV file.")
    @Nullable Path csv;

    @Option(
            names = "--figures",
            description =
                    "Only reproduce the paper's figures (streams, GPUs, capacity, factors, "
                            + "window length, error, delta) with their CSV files in this folder.")
    @Nullable Path figures;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> spec.commandLine().getErr().println("ekya: " + problem));
            return USAGE_ERROR;
        }
        if (figures != null) {
            new Figures(figures, seeds, out::println).plotAll();
            return 0;
        }
        List<SweepRow> rows;
        try {
            rows = sweep().rows();
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("ekya: " + e.getMessage());
            return USAGE_ERROR;
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
                    "%s must be at least %s, but is %s; give a larger number"
                            .formatted(key, (long) least, value));
        }
    }

    private Sweep sweep() throws IOException {
        int most = streams.stream().mapToInt(Integer::intValue).max().orElse(1);
        LongFunction<Trace> source = Sweep.syntheticTraces(most, windows, windowSeconds);
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
            throw new CommandFailure("cannot read " + file + " (" + e + "); give a trace file", e);
        }
    }
}
