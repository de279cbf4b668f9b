package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Gradient descent with momentum over the trained parameters, by the native update that DJL's
 * optimiser uses. The optimiser itself is not used: it keeps its momentum outside every manager, so
 * that each training would leave its size behind.
 */
final class Momentum {
    private static final float UNSCALED = 1;
    private static final float UNCLIPPED = -1;

    private final List<NDArray> weights;
    private final NDList velocity = new NDList();
    private final TrainingSettings settings;

    /**
     * @param manager what owns the momentum; it is freed with it
     */
    Momentum(List<NDArray> weights, TrainingSettings settings, NDManager manager) {
        this.weights = weights;
        this.settings = settings;
        for (NDArray w : weights) {
            velocity.add(manager.zeros(w.getShape()));
        }
    }

    /** What the weights move by, in their order. */
    List<float[]> values() {
        return velocity.stream().map(NDArray::toFloatArray).toList();
    }

    /** Takes up what another was left with. */
    void restore(List<float[]> values) {
        if (values.size() != velocity.size()) {
            throw new BadModelException(
                    "momentum of %d arrays, but %d are trained"
                            .formatted(values.size(), velocity.size()));
        }
        for (int i = 0; i < values.size(); i++) {
            velocity.get(i).set(FloatBuffer.wrap(values.get(i)));
        }
    }

    /** One step along the gradients, which are set to zero again. */
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
