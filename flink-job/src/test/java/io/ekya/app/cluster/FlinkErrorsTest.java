/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkErrorsTest {
    @Test
    void theInnermostCauseIsGivenWithoutItsStack() {
        String trace =
                """
                org.example.Outer: it failed
                \tat org.example.Outer.run(Outer.java:1)
                Caused by: org.example.Inner: the configuration has 2 problems:
                  first
                  second
                \tat org.example.Inner.check(Inner.java:7)
                \t... 12 more
                """;

        assertThat(FlinkErrors.rootCause(trace))
                .isEqualTo(
                        "org.example.Inner: the configuration has 2 problems:\n  first\n  second");
    }

    @Test
    void aMessageWithoutAStackIsKept() {
        assertThat(FlinkErrors.rootCause("Job not found\n")).isEqualTo("Job not found");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(FlinkErrors.rootCause("x".repeat(5_000))).hasSizeLessThan(2_100).endsWith("...");
    }
}
