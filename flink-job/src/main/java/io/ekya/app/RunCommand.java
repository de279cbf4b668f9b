package io.ekya.app;

import io.ekya.app.local.LocalRun;
import io.ekya.app.progress.Terminal;
import io.ekya.command.Subcommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ekya run}. */
@Command(
        name = "run",
        description = {
            "Run the job on this machine: the sidecar as a process of its own, Flink in this one.",
            "Ends with the last window, or with Ctrl-C; writes a report either way."
        })
public final class RunCommand implements Subcommand {
    @Parameters(paramLabel = "CONF", description = "A YAML file, such as conf/video.yaml.")
    Path file;

    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        return new LocalRun(config.load(file), Terminal.standard()).execute();
    }
}
