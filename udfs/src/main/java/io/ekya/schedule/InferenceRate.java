/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

/**
 * The best sum of accuracies over cameras with the current students, as a function of the quanta
 * for inference: the value per second of a phase in which nothing changes.
 */
interface InferenceRate {

    /** State of a camera that still serves its initial student. */
    int FIRST_STUDENT = 0;

    /**
     * Sets a camera's student.
     *
     * @param state {@link #FIRST_STUDENT}, or 1 + index into {@link GridCamera#worthwhile()}
     */
    void student(int camera, int state);

    /**
     * Returns the sum of accuracies with {@code quanta} for inference; negative infinity if the
     * floors do not fit.
     */
    double at(int quanta);

    /**
     * Returns whether the rate is concave in the quanta, so that a local search finds the optimum.
     */
    boolean concave();

    /**
     * Returns each camera's inference quanta, {@code quanta} in total at most. The floors must fit.
     *
     * @return shares whose rate equals {@link #at}, or nearly so
     */
    int[] shares(int quanta);

    /** Returns the accuracy of a camera's student in a state. */
    static double accuracy(GridCamera camera, int state) {
        return state == FIRST_STUDENT
                ? camera.accuracy()
                : camera.worthwhile().get(state - 1).accuracy();
    }
}
