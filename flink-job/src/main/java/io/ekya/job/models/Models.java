/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.models;

import io.ekya.device.ShareGovernor;
import io.ekya.label.Teacher;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Provides an operator's models and its part of the device. */
public interface Models extends Serializable {

    /** Opens model files. */
    Learner learner();

    /**
     * Opens the teacher, for use by one thread.
     *
     * @throws IOException if its model is missing or not valid
     */
    Teacher teacher() throws IOException;

    /**
     * Reads the student that serves until the first promotion.
     *
     * @throws IOException if it is missing or damaged
     */
    ModelFile baseStudent() throws IOException;

    /** Governs the shares of this process's device. */
    ShareGovernor governor();

    /** Folder in which fetched students are cached; created on demand. */
    Path cache();
}
