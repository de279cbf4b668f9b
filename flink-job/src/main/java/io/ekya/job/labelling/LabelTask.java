package io.ekya.job.labelling;

import io.ekya.job.record.FrameCrops;

/** What the task thread hands to the labelling thread. */
sealed interface LabelTask {

    /** A sampled frame; dropped where too many wait. */
    record Label(FrameCrops frame, long window) implements LabelTask {}

    /**
     * A camera's window has ended; never dropped.
     *
     * @param closedAtMillis wall-clock time
     */
    record EndWindow(String camera, long window, long closedAtMillis) implements LabelTask {}

    /** A camera has a new student; never dropped. */
    record UseStudent(String camera, String sha256) implements LabelTask {}
}
