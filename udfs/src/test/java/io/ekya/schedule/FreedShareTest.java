/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static io.ekya.schedule.TestingProblems.camera;
import static io.ekya.schedule.TestingProblems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreedShareTest {
    private final Grid grid = Grid.of(problem(2, camera("a", 0.5), camera("b", 0.5)));

    @Test
    void staysIdleUntilTheNextPlan() {
        assertThat(after(FreedShare.IDLE)).containsExactly(4, 5);
    }

    @Test
    void goesToTheSameCamerasInference() {
        assertThat(after(FreedShare.SAME_CAMERA)).containsExactly(10, 5);
    }

    @Test
    void isSplitEvenlyBetweenTheRemainingJobs() {
        assertThat(after(FreedShare.EVENLY)).containsExactly(7, 8);
    }

    /** Inference quanta after camera 0 has freed 6. */
    private List<Integer> after(FreedShare rule) {
        List<CameraStep> cameras = new ArrayList<>(List.of(CameraStep.idle(4), CameraStep.idle(5)));
        rule.giveTo(grid, cameras, 0, 6);
        return cameras.stream().map(CameraStep::inference).toList();
    }
}
