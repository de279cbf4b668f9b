/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.app.local.LocalRun;
import io.ekya.app.progress.Terminal;
import io.ekya.command.Subcommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ekya run}: runs the job of a configuration file on this machine. */
@Command(
        name = "run",
        description = {
            "Run the job on this machine: Flink in this process, the sidecar in a separate one.",
            "Ends after the last window or on Ctrl-C, and writes a report in both cases."
        })
public final class RunCommand implements Subcommand {
    @Parameters(
            paramLabel = "CONF",
            description = "Configuration file in YAML, such as conf/video.yaml.")
    Path file;

    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        return new LocalRun(config.load(file), Terminal.standard()).execute();
    }
}
