/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.app.report.Report;
import io.ekya.command.Subcommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ekya report}: writes the report of a run. */
@Command(
        name = "report",
        description = "Write report.html into the folder of a finished or running run.")
public final class ReportCommand implements Subcommand {
    @Parameters(
            paramLabel = "FOLDER",
            description = "Folder of a run, such as out/20260101-120000.")
    Path folder;

    @Override
    public Integer call() throws Exception {
        System.out.println(Report.write(FolderOfRun.checked(folder)));
        return 0;
    }
}
