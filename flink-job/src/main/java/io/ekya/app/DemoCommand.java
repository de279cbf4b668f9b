package io.ekya.app;

import io.ekya.app.local.LocalRun;
import io.ekya.app.progress.Terminal;
import io.ekya.command.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ekya demo}. */
@Command(
        name = "demo",
        description = {
            "Run four drawn streets for six windows of 30 s and write a report.",
            "The configuration is conf/demo.yaml; the output goes to out/<time>/."
        })
public final class DemoCommand implements Subcommand {
    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        return new LocalRun(config.load(null), Terminal.standard()).execute();
    }
}
