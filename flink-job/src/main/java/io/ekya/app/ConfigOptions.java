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

/** The option {@code --set}, and reading a configuration with it. */
public final class ConfigOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Change a key of the configuration, such as window.seconds=60 or cameras.0.fps=5.",
                "May be given several times; `ekya config` lists all keys."
            })
    List<String> sets = new ArrayList<>();

    /** The configuration of a file, or the demo's where there is none. */
    public JobConfig load(@Nullable Path file) {
        return load(file, List.of());
    }

    /** The same with further changes, which come last. */
    public JobConfig load(@Nullable Path file, List<String> more) {
        List<String> all = new ArrayList<>(sets);
        all.addAll(more);
        ConfigLoader loader = new ConfigLoader();
        return file == null
                ? loader.parse("the demo's configuration", demo(), all)
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
