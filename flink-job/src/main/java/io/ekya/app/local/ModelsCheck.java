/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.job.config.ConfigException;
import io.ekya.job.config.ConfiguredSpeed;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.Problem;
import io.ekya.job.models.ConfiguredModels;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the models, the device and the speed curve of a configuration can be loaded before
 * anything is started. Otherwise, a teacher with an unsupported layout would only show as a run
 * without labels.
 */
public final class ModelsCheck {
    private ModelsCheck() {}

    /** Loads a model and releases it. */
    private interface Loading {
        void run() throws IOException;
    }

    /**
     * Checks a configuration.
     *
     * @throws ConfigException with every problem found
     */
    public static void of(JobConfig config) {
        ConfiguredModels models = new ConfiguredModels(config, Path.of(""));
        List<Problem> problems = new ArrayList<>();
        String teacher = config.teacher().model();
        String student = config.student().model();
        String deviceError = error(models::learner);
        if (deviceError != null) {
            String device = config.sidecar().device();
            String rule = "must be a device that PyTorch can use";
            problems.add(new Problem("sidecar.device", device, rule, deviceError));
        }
        try {
            ConfiguredSpeed.of(config);
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        }
        if (!teacher.isEmpty() && deviceError == null) {
            String fix =
                    config.teacher().kind().equals("yolox")
                            ? "set it to an ONNX detector in YOLOX layout"
                            : "set it to a model file written by ekya train-base, or omit it";
            add(problems, "teacher.model", teacher, fix, () -> models.teacher().close());
        }
        if (!student.isEmpty()) {
            String fix = "set it to a model file written by ekya train-base, or omit it";
            add(problems, "student.model", student, fix, models::baseStudent);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("the configuration", problems);
        }
    }

    private static void add(
            List<Problem> problems, String key, String value, String fix, Loading loading) {
        String error = error(loading);
        if (error != null) {
            problems.add(
                    new Problem(key, value, "must be a usable model file (" + error + ")", fix));
        }
    }

    private static @Nullable String error(Loading loading) {
        try {
            loading.run();
            return null;
        } catch (NoSuchFileException e) {
            return "no such file";
        } catch (IOException | RuntimeException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }
}
