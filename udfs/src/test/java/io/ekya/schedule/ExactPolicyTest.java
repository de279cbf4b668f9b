/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ExactPolicyTest {

    @Property(tries = 600, seed = "2")
    void equalsBruteForceOnSmallProblems(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        SchedulingProblem problem = RandomProblems.small(seed);

        Grid grid = Grid.of(problem);
        Estimate estimate = Estimate.of(grid, ExactPolicy.steps(grid));

        BruteForce.Best best = BruteForce.of(problem);
        assertThat(estimate.belowFloor().cardinality()).isEqualTo(best.below());
        assertThat(estimate.objective()).isCloseTo(best.objective(), within(1e-9));
    }
}
