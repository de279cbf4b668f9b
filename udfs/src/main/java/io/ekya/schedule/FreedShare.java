package io.ekya.schedule;

import java.util.List;

/** Who gets the share of a retraining that has ended. */
enum FreedShare {
    /** Nobody, until it is planned again: the first plan of the thief. */
    IDLE {
        @Override
        void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed) {}
    },
    /** The same camera's inference: what the exact planner reckons with. */
    SAME_CAMERA {
        @Override
        void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed) {
            CameraStep step = cameras.get(camera);
            cameras.set(camera, step.withInference(step.inference() + freed));
        }
    },
    /** All jobs that remain, evenly, as the published code does. */
    EVENLY {
        @Override
        void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed) {
            EvenSplit.evenly(grid, cameras, freed);
        }
    };

    /**
     * Deals {@code freed} quanta.
     *
     * @param cameras what they have, the ended retraining already taken off; changed in place
     * @param camera whose retraining has ended
     */
    abstract void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed);
}
