/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static io.ekya.schedule.TestingProblems.camera;
import static io.ekya.schedule.TestingProblems.option;
import static io.ekya.schedule.TestingProblems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThiefSearchTest {
    @Test
    void startsFromEqualShares() {
        Grid grid = Grid.of(problem(1, camera("a", 0.2, option("job", 30, 0.9))));

        List<CameraStep> steps = new ThiefSearch(grid, FreedShare.IDLE).equalShares();

        // ten quanta for two jobs
        assertThat(steps).singleElement().satisfies(step -> assertShares(step, 5, 5));
    }

    @Test
    void aRetrainingStealsWhatInferenceDoesNotNeed() {
        Grid grid = Grid.of(problem(1, camera("a", 0.2, option("job", 30, 0.9))));

        List<CameraStep> steps = new ThiefSearch(grid, FreedShare.IDLE).stealRepeatedly(1);

        // Inference needs 2 quanta. At 0.5 GPU the job ends at 60 s: 60 · 0.5 + 40 · 0.9 = 66;
        // at 0.8 GPU at 37.5 s: 37.5 · 0.5 + 62.5 · 0.9 = 75. One quantum more stops inference.
        assertThat(steps).singleElement().satisfies(step -> assertShares(step, 2, 8));
    }

    @Test
    void tryingAllAmountsFindsWhatSmallTheftsMiss() {
        // Camera a gains only from 0.6 GPU for inference; both cameras start with 0.5.
        Grid grid = Grid.of(problem(1, camera("a", 0.8), camera("b", 2)));

        List<CameraStep> repeated = new ThiefSearch(grid, FreedShare.IDLE).stealRepeatedly(1);
        List<CameraStep> best = new ThiefSearch(grid, FreedShare.IDLE).stealBestAmounts(1);

        // A theft of one quantum gains nothing; one of three lets a run.
        assertShares(repeated.get(0), 5, 0);
        assertShares(best.get(0), 8, 0);
        assertShares(best.get(1), 2, 0);
    }

    @Test
    void aRetrainingNeverGetsMoreThanOneGpu() {
        Grid grid = Grid.of(problem(4, camera("a", 0.2, option("job", 90, 0.9))));

        ThiefSearch search = new ThiefSearch(grid, FreedShare.IDLE);

        // 40 quanta for two jobs; the retraining is capped at 10.
        assertShares(search.equalShares().get(0), 30, 10);
        assertThat(search.stealRepeatedly(1).get(0).training()).isEqualTo(10);
    }

    @Test
    void doesNotStartARetrainingThatCannotEndInTheWindow() {
        Grid grid = Grid.of(problem(1, camera("a", 0.5, option("job", 101, 0.9))));

        CameraStep step = new ThiefSearch(grid, FreedShare.IDLE).stealRepeatedly(1).get(0);

        assertThat(step.job()).isNull();
    }

    @Test
    void acceptsASiteWithoutCameras() {
        assertThat(new ThiefSearch(Grid.of(problem(1)), FreedShare.EVENLY).equalShares()).isEmpty();
    }

    private static void assertShares(CameraStep step, int inference, int training) {
        assertThat(step.inference()).isEqualTo(inference);
        assertThat(step.training()).isEqualTo(training);
    }
}
