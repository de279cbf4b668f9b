package io.ekya.app;

import static java.util.Comparator.comparing;

import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import io.ekya.job.config.ConfigException;
import io.ekya.job.config.Redaction;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line's entry. Exit codes: 0 done, 1 failed, 2 wrong use or wrong configuration. */
@Command(
        name = "ekya",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Continuous learning for video analytics on one edge server: cameras are watched by"
                        + " small models that are retrained as the world drifts, all on one shared"
                        + " GPU.",
        footer = {"", "Begin with: ekya demo"})
public final class Main implements Runnable {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show stack traces of errors.")
    boolean verbose;

    private final PrintWriter out;

    Main(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        Main main = new Main(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        CommandLine line = main.commandLine();
        return line.execute(args);
    }

    /** All subcommands of all modules, in alphabetical order. */
    CommandLine commandLine() {
        CommandLine line = new CommandLine(this);
        ServiceLoader.load(Subcommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(comparing(command -> new CommandLine(command).getCommandName()))
                .forEach(line::addSubcommand);
        line.setOut(out);
        line.setExecutionExceptionHandler((e, failed, parsed) -> tell(e, failed.getErr()));
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    @Override
    public void run() {
        commandLine().usage(out);
    }

    private int tell(Exception e, PrintWriter err) {
        if (verbose) {
            e.printStackTrace(err);
        }
        if (e instanceof ConfigException || e instanceof CommandFailure) {
            err.println("ekya: " + Redaction.of(String.valueOf(e.getMessage())));
            return e instanceof ConfigException ? 2 : 1;
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        err.println(
                "ekya: something broke that should not have: "
                        + Redaction.of(root.toString())
                        + (verbose ? "" : " (--verbose shows where)"));
        return 1;
    }
}
