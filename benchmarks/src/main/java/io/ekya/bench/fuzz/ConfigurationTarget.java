/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.job.config.ConfigException;
import io.ekya.job.config.ConfigLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration of a job. */
record ConfigurationTarget(Path folder) implements Target {
    private static final Path DEMO = Path.of("conf", "demo.yaml");
    private static final String SHORT =
            """
            site: a
            gpus: 0.5
            cameras:
              - &gate {id: gate, source: "synthetic:", fps: 5}
              - {<<: *gate, id: yard}
            window: {seconds: 10, count: 3}
            retraining: {epochs: [1, 3], frozenBlocks: [3]}
            kafka: {properties: {security.protocol: PLAINTEXT}}
            """;

    @Override
    public String name() {
        return "configurations";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return List.of(Files.readAllBytes(DEMO), SHORT.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean accepts(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("conf.yaml"), input);
        try {
            new ConfigLoader().load(file, List.of());
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }
}
