package io.ekya.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What one camera has for a while, in quanta.
 *
 * @param job the retraining that runs, at {@code training} quanta
 */
record CameraStep(int inference, @Nullable RetrainingJob job, int training) {

    static CameraStep idle(int inference) {
        return new CameraStep(inference, null, 0);
    }

    CameraStep withInference(int quanta) {
        return quanta == inference ? this : new CameraStep(quanta, job, training);
    }
}
