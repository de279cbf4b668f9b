/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.app.report.RunSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void commasInsideBracketsDoNotSeparatePolicies() {
        assertThat(PolicyList.split("thief, uniform(all-5ep,0.5),no-retraining"))
                .containsExactly("thief", "uniform(all-5ep,0.5)", "no-retraining");
        assertThat(PolicyList.fileName("uniform(all-5ep,0.5)")).isEqualTo("uniform-all-5ep-0.5");
    }

    @Test
    void countsTheSeedsForWhichTheRequirementHolds() {
        Comparison comparison = new Comparison();
        add(comparison, 1, 0.80, 0.75, 0.69); // 11 points above none, 5 above uniform
        add(comparison, 2, 0.80, 0.75, 0.71); // 9 points above none
        add(comparison, 3, 0.80, 0.81, 0.60); // below uniform

        assertThat(comparison.seedsThatHold()).containsExactly(1);
        assertThat(comparison.holdsInAllSeeds()).isFalse();
        assertThat(comparison.markdown())
                .contains("| thief | 80.0 % | 80.0 % | 80.0 % | **80.0 %** | 0.0 % |")
                .contains("Seed 1: classes person 50.0 %, bicycle 0.0 %, car 50.0 %");
        assertThat(comparison.csv().lines()).hasSize(1 + 9);
    }

    private static void add(Comparison c, int seed, double thief, double uniform, double none) {
        c.add("thief", seed, summary(thief));
        c.add("uniform(all-5ep,0.5)", seed, summary(uniform));
        c.add("no-retraining", seed, summary(none));
    }

    private static RunSummary summary(double drifted) {
        return new RunSummary(
                "run",
                "policy",
                6,
                4,
                0.7,
                drifted,
                0.8,
                0.5,
                List.of(5L, 0L, 5L, 0L, 0L, 0L, 0L),
                100,
                1,
                3,
                1,
                0,
                0.9,
                2.5);
    }
}
