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
        @ConfigKey(text = "Write predictions.jsonl", byDefault = "true") boolean predictions)
        implements Serializable {}
