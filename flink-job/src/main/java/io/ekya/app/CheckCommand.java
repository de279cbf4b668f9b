/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.app.report.RunCheck;
import io.ekya.command.Subcommand;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ekya check}: checks that a run is complete. */
@Command(
        name = "check",
        description = {
            "Check whether a run produced everything that its configuration specifies.",
            "Prints what is missing and exits with code 1 if a window, predictions, labels, a"
                    + " micro-profile or the report is missing, or if the models used more than"
                    + " the configured GPUs."
        })
public final class CheckCommand implements Subcommand {
    @Parameters(
            paramLabel = "FOLDER",
            description = "Folder of a run, such as out/20260101-120000.")
    Path folder;

    @Override
    public Integer call() throws Exception {
        List<String> problems = RunCheck.problems(FolderOfRun.checked(folder));
        problems.forEach(System.out::println);
        System.out.println(
                problems.isEmpty() ? folder + " is complete" : folder + " is incomplete");
        return problems.isEmpty() ? 0 : 1;
    }
}
