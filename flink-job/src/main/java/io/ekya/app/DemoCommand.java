/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.app.local.LocalRun;
import io.ekya.app.progress.Terminal;
import io.ekya.command.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ekya demo}: runs the built-in demo configuration. */
@Command(
        name = "demo",
        description = {
            "Run four synthetic cameras for six windows of 30 s and write a report.",
            "The configuration is conf/demo.yaml; results are written to out/<time>/."
        })
public final class DemoCommand implements Subcommand {
    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        return new LocalRun(config.load(null), Terminal.standard()).execute();
    }
}
