/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.job.config.JobConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command-line options of a sidecar that follow from a job's configuration. */
public final class SidecarArguments {
    private SidecarArguments() {}

    /** Returns the options: device budget, evaluation of students, device and base student. */
    public static List<String> of(JobConfig config) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--gpus=" + config.gpus(),
                                "--exemplars=" + config.sidecar().exemplars(),
                                "--held-out=" + config.sidecar().heldOut(),
                                "--min-held-out=" + config.sidecar().minHeldOut(),
                                "--checkpoint-margin=" + config.sidecar().checkpointMargin(),
                                "--device=" + config.sidecar().device(),
                                "--share-control=" + config.sidecar().shareControl()));
        String student = config.student().model();
        if (!student.isEmpty()) {
            arguments.add("--base-student=" + Path.of(student).toAbsolutePath());
        }
        return arguments;
    }
}
