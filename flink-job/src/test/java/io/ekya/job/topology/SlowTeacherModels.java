/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.device.ShareGovernor;
import io.ekya.job.models.Models;
import io.ekya.label.Teacher;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Models with a teacher that waits before each frame. */
record SlowTeacherModels(Models models, long millisPerFrame) implements Models {
    private static final long serialVersionUID = 1L;

    @Override
    public Learner learner() {
        return models.learner();
    }

    @Override
    public Teacher teacher() throws IOException {
        Teacher teacher = models.teacher();
        return new Teacher() {
            @Override
            public boolean needsFrame() {
                return teacher.needsFrame();
            }

            @Override
            public int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame) {
                LockSupport.parkNanos(millisPerFrame * 1_000_000);
                return teacher.label(crops, boxes, frame);
            }

            @Override
            public void close() {
                teacher.close();
            }
        };
    }

    @Override
    public ModelFile baseStudent() throws IOException {
        return models.baseStudent();
    }

    @Override
    public ShareGovernor governor() {
        return models.governor();
    }

    @Override
    public Path cache() {
        return models.cache();
    }
}
