/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import static java.util.Comparator.comparing;

import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import io.ekya.files.PathEncoding;
import io.ekya.job.config.ConfigException;
import io.ekya.redaction.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Entry point of the command line. Exit codes: 0 success, 1 failure, 2 usage or configuration
 * error.
 */
@Command(
        name = "ekya",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Continuous learning for video analytics on one edge server: small models analyse"
                        + " the cameras and are retrained as the scenes drift, all on one shared"
                        + " GPU.",
        footer = {"", "To get started: ekya demo"})
public final class Main implements Runnable {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print stack traces of errors.")
    boolean verbose;

    private final PrintWriter out;

    /** Creates the command line; commands print their results to {@code out}. */
    public Main(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... args) {
        if (Arrays.stream(args).anyMatch(PathEncoding::isUndecodable)) {
            System.err.println("ekya: an argument cannot be read: " + PathEncoding.advice());
            return 2;
        }
        Main main = new Main(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        CommandLine line = main.commandLine();
        try {
            return line.execute(args);
        } catch (Error e) { // picocli handles exceptions only
            return main.printError(e, line.getErr());
        }
    }

    /** Creates the command line with the subcommands of all modules, in alphabetical order. */
    public CommandLine commandLine() {
        CommandLine line = new CommandLine(this);
        ServiceLoader.load(Subcommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(comparing(command -> new CommandLine(command).getCommandName()))
                .forEach(line::addSubcommand);
        line.setOut(out);
        line.setExecutionExceptionHandler((e, failed, parsed) -> printError(e, failed.getErr()));
        line.setParameterExceptionHandler((e, arguments) -> printUsageError(e));
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    @Override
    public void run() {
        commandLine().usage(out);
    }

    /** As picocli does, but without the secrets of the arguments that it repeats. */
    private static int printUsageError(ParameterException e) {
        CommandLine failed = e.getCommandLine();
        PrintWriter err = failed.getErr();
        err.println(Redaction.of(String.valueOf(e.getMessage())));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.print(failed.getHelp().fullSynopsis());
        err.printf(
                "Try '%s --help' for more information.%n", failed.getCommandSpec().qualifiedName());
        return failed.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int printError(Throwable e, PrintWriter err) {
        if (verbose) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            err.print(Redaction.of(trace.toString()));
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
                "ekya: internal error: "
                        + Redaction.of(root.toString())
                        + (verbose ? "" : " (--verbose prints the stack trace)"));
        return 1;
    }
}
