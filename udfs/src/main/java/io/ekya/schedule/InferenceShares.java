package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;

/** Shares of inference while all students stay the same. */
final class InferenceShares {

    private InferenceShares() {}

    /**
     * Accuracy of one camera at each demand of its options; where it must keep its floor and can,
     * only the options that do.
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

    /** Items of all cameras with the students they have now. */
    static List<ShareItems> now(Grid grid, boolean keepFloor) {
        return grid.cameras().stream().map(c -> items(c, c.accuracy(), keepFloor)).toList();
    }

    /** The best shares of all quanta; no retraining. */
    static List<CameraStep> best(Grid grid, List<ShareItems> items) {
        int[] chosen = ShareKnapsack.solve(items, grid.quanta()).chosen();
        List<CameraStep> steps = new ArrayList<>(chosen.length);
        for (int c = 0; c < chosen.length; c++) {
            steps.add(CameraStep.idle(items.get(c).quanta()[chosen[c]]));
        }
        return steps;
    }
}
