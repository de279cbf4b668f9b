/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void theFullFormKillsEachProcessAsOftenAsRequired() {
        assertThat(
                        FaultPlan.kills().rounds().stream()
                                .flatMap(processes -> processes.stream())
                                .collect(
                                        Collectors.groupingBy(
                                                Function.identity(), Collectors.counting())))
                .containsOnly(
                        entry("taskmanager-1", 10L),
                        entry("taskmanager-2", 10L),
                        entry("jobmanager", 5L),
                        entry("sidecar", 5L),
                        entry("sidecar-2", 5L),
                        entry("kafka", 5L));
    }

    @Test
    void processesThatDifferInTheirNumberAreOfOneKind() {
        assertThat(FaultPlan.kind("taskmanager-2")).isEqualTo("taskmanager");
        assertThat(FaultPlan.kind("sidecar")).isEqualTo("sidecar");
    }
}
