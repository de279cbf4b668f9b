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
 * Tries the models, the device and the speed curve that a configuration names before anything is
 * started: a teacher of another layout would else only show as a run without labels.
 */
final class ModelsCheck {
    private ModelsCheck() {}

    /** What opens a model and lets go of it again. */
    private interface Opening {
        void run() throws IOException;
    }

    /**
     * Tries what a configuration names.
     *
     * @throws ConfigException with everything that cannot be used
     */
    static void of(JobConfig config) {
        ConfiguredModels models = new ConfiguredModels(config, Path.of(""));
        List<Problem> problems = new ArrayList<>();
        String teacher = config.teacher().model();
        String student = config.student().model();
        String trouble = error(models::learner);
        if (trouble != null) {
            String device = config.sidecar().device();
            String rule = "must be a device that PyTorch can use";
            problems.add(new Problem("sidecar.device", device, rule, trouble));
        }
        try {
            ConfiguredSpeed.of(config);
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        }
        if (!teacher.isEmpty() && trouble == null) {
            String fix =
                    config.teacher().kind().equals("yolox")
                            ? "name an ONNX detector in YOLOX layout"
                            : "name a model file that train-base has made, or leave it out";
            add(problems, "teacher.model", teacher, fix, () -> models.teacher().close());
        }
        if (!student.isEmpty()) {
            String fix = "name a model file that train-base has made, or leave it out";
            add(problems, "student.model", student, fix, models::baseStudent);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("the configuration", problems);
        }
    }

    private static void add(
            List<Problem> problems, String key, String value, String fix, Opening opening) {
        String error = error(opening);
        if (error != null) {
            problems.add(new Problem(key, value, "must name a usable model (" + error + ")", fix));
        }
    }

    private static @Nullable String error(Opening opening) {
        try {
            opening.run();
            return null;
        } catch (NoSuchFileException e) {
            return "there is no such file";
        } catch (IOException | RuntimeException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }
}
