/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the inference shares of every step for the students that serve then and the quanta not
 * used by retrainings.
 */
final class InferenceReallocation {

    private InferenceReallocation() {}

    /**
     * @param rate with all cameras at their initial students; restored on return
     * @param steps in which a retraining that disappears has completed
     */
    static List<Step> apply(Grid grid, InferenceRate rate, List<Step> steps) {
        List<Step> chosen = new ArrayList<>(steps.size());
        List<CameraStep> before = List.of();
        for (Step step : steps) {
            int free = grid.quanta();
            for (int c = 0; c < grid.size(); c++) {
                CameraStep now = step.cameras().get(c);
                @Nullable RetrainingJob was = before.isEmpty() ? null : before.get(c).job();
                if (was != null && now.job() == null) {
                    rate.student(c, 1 + grid.camera(c).worthwhile().indexOf(was));
                }
                free -= now.training();
            }
            int[] shares = rate.shares(free);
            List<CameraStep> cameras = new ArrayList<>(grid.size());
            for (int c = 0; c < grid.size(); c++) {
                cameras.add(step.cameras().get(c).withInference(shares[c]));
            }
            chosen.add(new Step(step.startSeconds(), cameras));
            before = step.cameras();
        }
        for (int c = 0; c < grid.size(); c++) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return chosen;
    }
}
