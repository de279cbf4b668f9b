package io.ekya.bench;

import io.ekya.job.cli.Failure;
import io.ekya.job.cli.Subcommand;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya bench}. */
@Command(
        name = "bench",
        description = {
            "Without a name: list the benchmarks. With one: run it.",
            "Ends with a line RESULT name key=value ...; exit code 1 where its own check fails."
        })
public final class BenchCommand implements Subcommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A benchmark.")
    @Nullable String name;

    @Option(names = "--quick", description = "Run for seconds, as CI does.")
    boolean quick;

    @Option(names = "--names", description = "List the names alone.")
    boolean names;

    private final List<Bench> benches;

    /** With the benchmarks that are installed. */
    public BenchCommand() {
        this(ServiceLoader.load(Bench.class).stream().map(ServiceLoader.Provider::get).toList());
    }

    BenchCommand(List<Bench> benches) {
        this.benches = benches.stream().sorted(Comparator.comparing(Bench::name)).toList();
    }

    @Override
    public Integer call() throws Exception {
        if (name == null) {
            benches.forEach(
                    b -> System.out.println(names ? b.name() : b.name() + "\n    " + b.about()));
            return 0;
        }
        Bench bench =
                benches.stream()
                        .filter(b -> b.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                "there is no benchmark "
                                                        + name
                                                        + "; there are: "
                                                        + all()
                                                        + "."));
        BenchResult result = bench.run(quick);
        result.failures().forEach(f -> System.out.println("CHECK FAILED: " + f));
        System.out.println(result.line(bench.name()));
        return result.passed() ? 0 : 1;
    }

    private String all() {
        return benches.stream().map(Bench::name).collect(Collectors.joining(", "));
    }
}
