/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import org.jspecify.annotations.Nullable;

/**
 * The shares of one camera during one step, in quanta.
 *
 * @param job the running retraining, if any, with {@code training} quanta
 */
record CameraStep(int inference, @Nullable RetrainingJob job, int training) {

    static CameraStep idle(int inference) {
        return new CameraStep(inference, null, 0);
    }

    CameraStep withInference(int quanta) {
        return quanta == inference ? this : new CameraStep(quanta, job, training);
    }
}
