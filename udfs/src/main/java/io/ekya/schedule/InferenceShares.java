/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;

/** Inference shares while no student changes. */
final class InferenceShares {

    private InferenceShares() {}

    /**
     * Returns one camera's accuracy at the demand of each option; if it must keep its floor and
     * can, only of the options that meet it.
     *
     * @param accuracy of the student
     */
    static ShareItems items(GridCamera camera, double accuracy, boolean keepFloor) {
        int[] demands = camera.demands();
        int first = -1;
        while (keepFloor && first < demands.length - 1 && below(camera, accuracy, first)) {
            first++;
        }
        int[] quanta = new int[demands.length - first];
        double[] values = new double[quanta.length];
        for (int j = 0; j < quanta.length; j++) {
            int option = first + j;
            quanta[j] = option < 0 ? 0 : demands[option];
            values[j] = option < 0 ? 0 : accuracy * camera.factors()[option];
        }
        return ShareItems.undominated(quanta, values);
    }

    private static boolean below(GridCamera camera, double accuracy, int option) {
        double factor = option < 0 ? 0 : camera.factors()[option];
        return accuracy * factor < camera.floor() - Grid.TOLERANCE;
    }

    /** Returns the items of all cameras with their current students. */
    static List<ShareItems> ofCurrentStudents(Grid grid, boolean keepFloor) {
        return grid.cameras().stream().map(c -> items(c, c.accuracy(), keepFloor)).toList();
    }

    /** Returns the best inference shares of all quanta, without retraining. */
    static List<CameraStep> best(Grid grid, List<ShareItems> items) {
        int[] chosen = ShareKnapsack.solve(items, grid.quanta()).chosen();
        List<CameraStep> steps = new ArrayList<>(chosen.length);
        for (int c = 0; c < chosen.length; c++) {
            steps.add(CameraStep.idle(items.get(c).quanta()[chosen[c]]));
        }
        return steps;
    }
}
