/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** Output of results. */
public record OutputConfig(
        @ConfigKey(text = "Folder in which each run creates its own folder", byDefault = "out")
                String folder,
        @ConfigKey(
                        text = "Name of the run's folder; derived from the current time if empty",
                        byDefault = "",
                        pattern = "|" + JobConfig.ID)
                String run,
        @ConfigKey(text = "Write predictions.jsonl", byDefault = "true") boolean predictions,
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
                long rollHours)
        implements Serializable {}
