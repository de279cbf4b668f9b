/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import io.ekya.command.Subcommand;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ekya bench}: lists the benchmarks or runs one. */
@Command(
        name = "bench",
        description =
                "Run a benchmark, or list all benchmarks if no name is given. Exit code "
                        + "1: a check failed.")
public final class BenchCommand implements Subcommand {
    @Spec CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the benchmark.")
    @Nullable String name;

    @Option(
            names = "--quick",
            description = "Run for seconds only, as a test; the figures are " + "not meaningful.")
    boolean quick;

    @Option(names = "--names", description = "Print only the names, one per line.")
    boolean names;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Bench> all =
                ServiceLoader.load(Bench.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(Bench::name))
                        .toList();
        if (name == null) {
            all.forEach(
                    b ->
                            out.println(
                                    names
                                            ? b.name()
                                            : "%-20s %s".formatted(b.name(), b.description())));
            return 0;
        }
        Optional<Bench> bench = all.stream().filter(b -> b.name().equals(name)).findFirst();
        if (bench.isEmpty()) {
            List<String> known = all.stream().map(Bench::name).toList();
            spec.commandLine()
                    .getErr()
                    .printf(
                            "ekya: unknown benchmark %s; use one of %s%n",
                            name, String.join(", ", known));
            return 2;
        }
        BenchResult result = bench.get().run(quick);
        result.failures().forEach(failure -> out.println("FAILED: " + failure));
        out.println(result.line(bench.get().name()));
        return result.failures().isEmpty() ? 0 : 1;
    }
}
