/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static io.ekya.schedule.TestingProblems.camera;
import static io.ekya.schedule.TestingProblems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvenSplitTest {
    private static final RetrainingJob JOB = new RetrainingJob("job", 30, 0.9, false);

    private final Grid grid = Grid.of(problem(2, camera("a", 0.5)));

    @Test
    void givesTheRemainderToTheFirstJobs() {
        // 11 = 3 + 3 + 3 + 2
        assertThat(EvenSplit.equal(11, 4)).containsExactly(3, 3, 3, 2);
        assertThat(EvenSplit.equal(1, 3)).containsExactly(1, 0, 0);
    }

    @Test
    void addsQuantaToInferenceAndRunningRetrainings() {
        List<CameraStep> cameras =
                new ArrayList<>(List.of(new CameraStep(2, JOB, 4), CameraStep.idle(1)));

        EvenSplit.addEvenly(grid, cameras, 7);

        // three jobs: 3, 2, 2
        assertThat(cameras).containsExactly(new CameraStep(5, JOB, 6), CameraStep.idle(3));
    }

    @Test
    void inferenceGetsWhatARetrainingCannotUse() {
        // one GPU has 10 quanta
        assertThat(EvenSplit.capped(grid, JOB, 3, 14)).isEqualTo(new CameraStep(7, JOB, 10));
        assertThat(EvenSplit.capped(grid, JOB, 3, 10)).isEqualTo(new CameraStep(3, JOB, 10));
    }
}
