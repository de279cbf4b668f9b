package io.ekya.job.models;

import io.ekya.device.ShareGovernor;
import io.ekya.label.Teacher;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Where an operator gets its models and its part of the device from. */
public interface Models extends Serializable {

    /** Opens students. */
    Learner learner();

    /**
     * The teacher, for one thread.
     *
     * @throws IOException where its model is missing or is not what it should be
     */
    Teacher teacher() throws IOException;

    /**
     * The student that serves before any was trained.
     *
     * @throws IOException where it is missing or damaged
     */
    ModelFile baseStudent() throws IOException;

    /** Deals out this process' device. */
    ShareGovernor governor();

    /** Folder in which fetched students are kept; made where it is missing. */
    Path cache();
}
