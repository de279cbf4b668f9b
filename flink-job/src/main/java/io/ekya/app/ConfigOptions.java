/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --set}, shared by the commands that read a configuration. */
public final class ConfigOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Override a configuration key, such as window.seconds=60 or cameras.0.fps=5.",
                "Can be repeated. `ekya config` lists all keys."
            })
    List<String> overrides = new ArrayList<>();

    /** Returns the overrides, as given on the command line. */
    public List<String> overrides() {
        return List.copyOf(overrides);
    }

    /** Reads a configuration file; {@code null} reads the configuration of the demo. */
    public JobConfig load(@Nullable Path file) {
        return load(file, List.of());
    }

    /** Reads a configuration with additional overrides, which take precedence over the option's. */
    public JobConfig load(@Nullable Path file, List<String> additional) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(additional);
        ConfigLoader loader = new ConfigLoader();
        return file == null
                ? loader.parse("the demo configuration", demo(), all)
                : loader.load(file, all);
    }

    private static String demo() {
        try (InputStream in = ConfigOptions.class.getResourceAsStream("demo.yaml")) {
            byte[] yaml =
                    Objects.requireNonNull(in, "demo.yaml is missing from the build")
                            .readAllBytes();
            return new String(yaml, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
