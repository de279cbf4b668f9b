/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Output of results. */
public record OutputConfig(
        @ConfigKey(text = "Folder in which each run creates its own folder", byDefault = "out")
                String folder,
        @ConfigKey(
                        text = "Name of the run's folder; derived from the current time if empty",
                        byDefault = "",
                        pattern = "|" + JobConfig.ID,
                        example = "monday")
                String run,
        @ConfigKey(text = "Write predictions, one line per frame", byDefault = "true")
                boolean predictions,
        @ConfigKey(
                        text =
                                "MiB that the .jsonl files of a run may take; the oldest rolled files are deleted first",
                        byDefault = "10240",
                        min = 16,
                        max = 1e9)
                long keepMiB,
        @ConfigKey(
                        text =
                                "Hours after which a .jsonl file is rolled, if its size is not reached earlier",
                        byDefault = "24",
                        min = 1,
                        max = 8760)
                long rollHours,
        @ConfigKey(
                        text = "Where results go: to files, to Kafka, to an MQTT broker",
                        byDefault = "[files]",
                        oneOf = {FILES, KAFKA, MQTT})
                List<String> to)
        implements Serializable {

    /** Results go to the run's folder. */
    public static final String FILES = "files";

    /** Results go to Kafka's topics. */
    public static final String KAFKA = "kafka";

    /** Windows and detections are published to an MQTT broker. */
    public static final String MQTT = "mqtt";

    public OutputConfig {
        to = List.copyOf(to);
    }

    /** Returns whether results go there. */
    public boolean goesTo(String destination) {
        return to.contains(destination);
    }
}
