package io.ekya.app;

import io.ekya.app.report.RunCheck;
import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ekya check}. */
@Command(
        name = "check",
        description = {
            "Tell whether a run did all that its configuration asked for.",
            "Exit code 1 where a window, an answer, labels, a micro-profile or the report is missing,"
                    + " or models used more than their GPUs."
        })
public final class CheckCommand implements Subcommand {
    @Parameters(paramLabel = "FOLDER", description = "A run's folder, such as out/20260101-120000.")
    Path folder;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    folder
                            + " is no folder; name one that a run has made, such as out/20260101-120000.");
        }
        List<String> problems = RunCheck.problems(folder);
        problems.forEach(System.out::println);
        System.out.println(problems.isEmpty() ? folder + " is complete" : folder + " is not");
        return problems.isEmpty() ? 0 : 1;
    }
}
