/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job;

import io.ekya.job.config.ConfigException;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.Problem;
import io.ekya.job.topology.ConfiguredConnectors;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.FlinkSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job's entry point on a cluster ({@code flink run}, or a REST upload).
 *
 * <pre>
 * --config FILE            a YAML file on the machine that submits
 * --config-base64 TEXT     the contents of such a file, encoded in Base64
 * --set KEY=VALUE          overrides a key; repeatable
 * </pre>
 *
 * The configuration must contain sidecar.address, since a cluster does not start a sidecar.
 */
public final class JobMain {
    private static final long LEAD_MILLIS = 8_000;

    private JobMain() {}

    public static void main(String[] arguments) throws Exception {
        JobConfig config = config(List.of(arguments));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkSettings.jobConfiguration(config));
        EkyaTopology.build(
                environment,
                config,
                ConfiguredConnectors.of(config, System.currentTimeMillis() + LEAD_MILLIS));
        environment.execute("ekya " + config.site());
    }

    /** Loads the configuration; a run without a name is named after the current time. */
    static JobConfig config(List<String> arguments) {
        List<String> sets = new ArrayList<>();
        String file = "";
        String text = "";
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (arguments.get(i)) {
                case "--config" -> file = value;
                case "--config-base64" ->
                        text =
                                new String(
                                        Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
                case "--set" -> sets.add(value);
                default ->
                        throw invalid(
                                arguments.get(i),
                                "must be a known option",
                                "use --config FILE, --config-base64 TEXT or --set KEY=VALUE");
            }
        }
        ConfigLoader loader = new ConfigLoader();
        JobConfig config = load(loader, file, text, sets);
        if (config.output().run().isEmpty()) {
            sets.add("output.run=run-" + Instant.now().getEpochSecond());
            config = load(loader, file, text, sets);
        }
        if (config.sidecar().address().isEmpty()) {
            throw invalid(
                    "sidecar.address",
                    "is required on a cluster",
                    "start `ekya sidecar` beside the TaskManagers and set this key to its host:port");
        }
        return config;
    }

    private static JobConfig load(
            ConfigLoader loader, String file, String text, List<String> sets) {
        return file.isEmpty()
                ? loader.parse("the configuration", text, sets)
                : loader.load(Path.of(file), sets);
    }

    private static ConfigException invalid(String key, String rule, String fix) {
        return new ConfigException("the configuration", List.of(new Problem(key, "", rule, fix)));
    }
}
