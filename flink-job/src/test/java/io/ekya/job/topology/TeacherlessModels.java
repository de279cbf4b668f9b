/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.device.ShareGovernor;
import io.ekya.job.models.Models;
import io.ekya.label.Teacher;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import java.io.IOException;
import java.nio.file.Path;

/** Models whose teacher cannot be opened. */
record TeacherlessModels(Models models) implements Models {
    private static final long serialVersionUID = 1L;

    @Override
    public Learner learner() {
        return models.learner();
    }

    @Override
    public Teacher teacher() throws IOException {
        throw new IOException("teacher model x.onnx takes [1, 1, 28, 28]");
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
