package io.ekya.job.live;

import io.ekya.device.CpuShareGovernor;
import io.ekya.device.ShareGovernor;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.TeacherConfig;
import io.ekya.job.operator.Models;
import io.ekya.label.ClassifierTeacher;
import io.ekya.label.Teacher;
import io.ekya.label.YoloxTeacher;
import io.ekya.learn.BaseModels;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Models of this machine: those that are shipped, or the files that the configuration names; all
 * under this process's one governor.
 *
 * @param cacheFolder where fetched students are kept
 */
record LocalModels(TeacherConfig teacherConfig, String studentFile, String cacheFolder)
        implements Models {

    /** A process has one device, whatever operators ask for a part of it. */
    private static final class Device {
        static final ShareGovernor GOVERNOR = new CpuShareGovernor();
    }

    static LocalModels of(JobConfig config, Path folder) {
        return new LocalModels(
                config.teacher(), config.student().model(), folder.resolve("students").toString());
    }

    @Override
    public Learner learner() {
        return new DjlLearner();
    }

    @Override
    public Teacher teacher() throws IOException {
        String file = teacherConfig.model();
        if (teacherConfig.kind().equals("yolox")) {
            return YoloxTeacher.open(
                    Path.of(file), teacherConfig.minScore(), teacherConfig.minOverlap());
        }
        return new ClassifierTeacher(
                learner().open(file.isEmpty() ? BaseModels.teacher() : read(file)));
    }

    @Override
    public ModelFile baseStudent() throws IOException {
        return studentFile.isEmpty() ? BaseModels.student() : read(studentFile);
    }

    private static ModelFile read(String file) throws IOException {
        return ModelFile.read(Files.readAllBytes(Path.of(file)));
    }

    @Override
    public ShareGovernor governor() {
        return Device.GOVERNOR;
    }

    @Override
    public Path cache() {
        return Path.of(cacheFolder);
    }
}
