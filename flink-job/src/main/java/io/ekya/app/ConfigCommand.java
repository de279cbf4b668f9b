/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.command.Subcommand;
import io.ekya.job.config.EffectiveConfig;
import io.ekya.job.config.Reference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ekya config}: the configuration reference, or a checked configuration. */
@Command(
        name = "config",
        description = {
            "Without a file: list every key with its default, rule and description.",
            "With a file: check it and print it with all defaults filled in."
        })
public final class ConfigCommand implements Subcommand {
    @Parameters(arity = "0..1", paramLabel = "CONF", description = "Configuration file in YAML.")
    @Nullable Path file;

    @Mixin ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() {
        boolean reference = file == null && config.overrides.isEmpty();
        System.out.print(
                reference ? Reference.text() : EffectiveConfig.redacted(config.load(file)));
        return 0;
    }
}
