/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/** Determines which jobs receive the share of a retraining that has ended. */
enum FreedShare {
    /** The share stays idle until the next plan; assumed by the thief scheduler. */
    IDLE {
        @Override
        void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed) {}
    },
    /** The share goes to the same camera's inference; assumed by {@link Exact}. */
    SAME_CAMERA {
        @Override
        void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed) {
            CameraStep step = cameras.get(camera);
            cameras.set(camera, step.withInference(step.inference() + freed));
        }
    },
    /** The share is split evenly between all remaining jobs, as in the paper's published code. */
    EVENLY {
        @Override
        void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed) {
            EvenSplit.addEvenly(grid, cameras, freed);
        }
    };

    /**
     * Distributes {@code freed} quanta.
     *
     * @param cameras current steps, without the ended retraining; modified in place
     * @param camera index of the camera whose retraining has ended
     */
    abstract void giveTo(Grid grid, List<CameraStep> cameras, int camera, int freed);
}
