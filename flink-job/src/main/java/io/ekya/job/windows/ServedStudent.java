/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.windows;

import org.jspecify.annotations.Nullable;

/**
 * How well a camera's serving student has agreed with the teacher since it was promoted; a record
 * of Flink's state. The window in which it was promoted is not counted: two students served in it.
 *
 * @param student sha256
 * @param windows number of windows counted
 * @param sum of their agreements, 0..1 each
 */
public record ServedStudent(String student, int windows, double sum) {

    /** A student that has just begun to serve. */
    static ServedStudent promoted(String student) {
        return new ServedStudent(student, 0, 0);
    }

    ServedStudent counting(double agreement) {
        return new ServedStudent(student, windows + 1, sum + agreement);
    }

    /**
     * Returns the drift in a window: the mean agreement of the windows before it minus its own, so
     * that a positive value is a loss. Null in the first window, which has nothing to compare with.
     */
    @Nullable Double drift(double agreement) {
        return windows == 0 ? null : (Double) (sum / windows - agreement);
    }
}
