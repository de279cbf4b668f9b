/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudentVersionsFunctionTest {
    private static List<Control> students(EventKind kind, String sha256) {
        RetrainResult result =
                new RetrainResult("all-3ep", sha256, 4, 0.5, 0.7, 0.8, 100, 3.0, 0.5, "in a test");
        List<Control> out = new ArrayList<>();
        new StudentVersionsFunction()
                .flatMap(
                        new SidecarEvent(
                                "edge", "journal", 9, 1, kind, "cam", 0L, Json.write(result)),
                        new ListCollector<>(out));
        return out;
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMOTED", "CHECKPOINTED"})
    void swapsInWhatServesFromNowOn(EventKind kind) {
        assertThat(students(kind, "sha"))
                .containsExactly(Control.of(new StudentVersion("edge", "cam", "sha", 4)));
    }

    @Test
    void leavesTheStudentWhereANewOneWasNoBetter() {
        assertThat(students(EventKind.NOT_PROMOTED, "")).isEmpty();
    }
}
