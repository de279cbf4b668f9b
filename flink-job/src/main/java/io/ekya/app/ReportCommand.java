package io.ekya.app;

import io.ekya.app.report.Report;
import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ekya report}. */
@Command(
        name = "report",
        description = "Write report.html of a run's folder anew; the run may still be going on.")
public final class ReportCommand implements Subcommand {
    @Parameters(paramLabel = "FOLDER", description = "A run's folder, such as out/20260101-120000.")
    Path folder;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    folder
                            + " is no folder; name one that a run has made, such as out/20260101-120000.");
        }
        System.out.println(Report.write(folder));
        return 0;
    }
}
