/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Gradient descent with momentum over the trained parameters, using the native update of DJL's
 * optimiser. The optimiser itself is not used because it allocates its momentum outside any
 * manager, so that every training would leak that memory.
 */
final class Momentum {
    private static final float UNSCALED = 1;
    private static final float UNCLIPPED = -1;

    private final List<NDArray> weights;
    private final NDList velocity = new NDList();
    private final TrainingSettings settings;

    /**
     * @param manager owns the momentum and frees it on close
     */
    Momentum(List<NDArray> weights, TrainingSettings settings, NDManager manager) {
        this.weights = weights;
        this.settings = settings;
        for (NDArray w : weights) {
            velocity.add(manager.zeros(w.getShape()));
        }
    }

    /** Returns the velocities, in the order of the weights. */
    List<float[]> values() {
        return velocity.stream().map(NDArray::toFloatArray).toList();
    }

    /** Restores velocities from a checkpoint. */
    void restore(List<float[]> values) {
        if (values.size() != velocity.size()) {
            throw new BadModelException(
                    "checkpoint has %d momentum arrays, but %d parameters are trained"
                            .formatted(values.size(), velocity.size()));
        }
        for (int i = 0; i < values.size(); i++) {
            velocity.get(i).set(FloatBuffer.wrap(values.get(i)));
        }
    }

    /** Takes one step along the gradients and resets them to zero. */
    void step(double rate, NDManager batch) {
        for (int i = 0; i < weights.size(); i++) {
            NDArray w = weights.get(i);
            NDArray g = w.getGradient();
            g.attach(batch);
            w.getNDArrayInternal()
                    .sgdUpdate(
                            new NDList(w, g, velocity.get(i)),
                            new NDList(w),
                            (float) rate,
                            (float) settings.weightDecay(),
                            UNSCALED,
                            UNCLIPPED,
                            (float) settings.momentum(),
                            false);
            g.subi(g);
        }
    }
}
