package io.ekya.schedule;

/**
 * Accuracy per second, summed over cameras, that inference reaches at best with the students as
 * they are: what a phase without any change is worth for each second.
 */
interface InferenceRate {

    /** State of a camera that still has its first student. */
    int FIRST_STUDENT = 0;

    /**
     * Changes a camera's student.
     *
     * @param state {@link #FIRST_STUDENT}, or 1 + index into {@link GridCamera#worthwhile()}
     */
    void student(int camera, int state);

    /** Sum of accuracies with so many quanta for inference; minus infinity if floors do not fit. */
    double at(int quanta);

    /** Whether the rate is a concave function of the quanta, so that going downhill is enough. */
    boolean concave();

    /**
     * Quanta for each camera's inference, together at most so many; the floors must fit.
     *
     * @return shares whose rate is {@link #at}, or nearly
     */
    int[] shares(int quanta);

    /** Accuracy of a camera's student in a state. */
    static double accuracy(GridCamera camera, int state) {
        return state == FIRST_STUDENT
                ? camera.accuracy()
                : camera.worthwhile().get(state - 1).accuracy();
    }
}
