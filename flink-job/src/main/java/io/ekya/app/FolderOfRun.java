/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recognises the folder of a run, so that a mistyped one is not taken for a run without results.
 */
final class FolderOfRun {
    private static final String RESULTS =
            "{windows,predictions,allocations,events,deadletters}*.jsonl*";

    private FolderOfRun() {}

    /**
     * Returns the folder.
     *
     * @throws CommandFailure if it is not the folder of a run
     */
    static Path checked(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    folder
                            + " is not a folder; give the folder of a run, such as out/20260101-120000");
        }
        boolean begun =
                Files.isRegularFile(folder.resolve("config.yaml"))
                        && Files.isRegularFile(folder.resolve("job.log"));
        if (!begun && !hasResults(folder)) {
            throw new CommandFailure(
                    folder
                            + " is not the folder of a run: it has neither config.yaml and job.log nor windows.jsonl; give one such as out/20260101-120000");
        }
        return folder;
    }

    private static boolean hasResults(Path folder) throws IOException {
        try (DirectoryStream<Path> results = Files.newDirectoryStream(folder, RESULTS)) {
            return results.iterator().hasNext();
        }
    }
}
