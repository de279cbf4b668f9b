/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Main class of the cluster's Kafka broker: gives its folder an id at the first start, then runs
 * Kafka.
 */
public final class KafkaBroker {
    private static final String FORMATTED = "meta.properties";

    private KafkaBroker() {}

    /**
     * Runs the broker until the process is ended.
     *
     * @param args path of Kafka's configuration file
     */
    public static void main(String[] args) throws IOException {
        String file = args[0];
        Properties kafka = new Properties();
        try (var in = Files.newInputStream(Path.of(file))) {
            kafka.load(in);
        }
        if (Files.notExists(Path.of(kafka.getProperty("log.dirs"), FORMATTED))) {
            String[] format = {
                "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file
            };
            int code = StorageTool.execute(format, System.out);
            if (code != 0) {
                throw new IOException("Kafka's folder cannot be formatted: code " + code);
            }
        }
        Kafka.main(new String[] {file});
    }
}
