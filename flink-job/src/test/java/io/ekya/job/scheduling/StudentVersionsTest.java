/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.StudentVersion;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudentVersionsTest {
    private static final long EPOCH = 3;

    private static Optional<StudentVersion> after(EventKind kind, String sha256) {
        RetrainResult result =
                new RetrainResult("all-3ep", sha256, 4, 0.5, 0.7, 0.8, 100, 3.0, 0.5, "in a test");
        return StudentVersions.of(
                new SidecarEvent("edge", "journal", 9, 1, kind, "cam", 0L, Json.write(result)),
                EPOCH);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMOTED", "CHECKPOINTED"})
    void aPublishedStudentServes(EventKind kind) {
        assertThat(after(kind, "sha")).contains(new StudentVersion("edge", "cam", "sha", EPOCH, 4));
    }

    @Test
    void aStudentThatWasNotPromotedDoesNotServe() {
        assertThat(after(EventKind.NOT_PROMOTED, "")).isEmpty();
    }

    @Test
    void anEpochBeginsWithTheStudentsThatServe() {
        HelloReply reply =
                new HelloReply(
                        EPOCH,
                        "me",
                        "journal",
                        0,
                        9,
                        Map.of("cam", new HelloReply.Serving("sha", 7)),
                        List.of());
        assertThat(StudentVersions.of("edge", List.of("cam", "new"), reply))
                .containsExactly(
                        new StudentVersion("edge", "cam", "sha", EPOCH, 7),
                        new StudentVersion("edge", "new", null, EPOCH, 0));
    }

    @Test
    void anEpochOfASidecarThatLostItsFolderReplacesHigherSequences() {
        StudentVersion old = new StudentVersion("edge", "cam", "old", 2, 40);
        StudentVersion recovered = new StudentVersion("edge", "cam", "base", EPOCH, 0);
        assertThat(recovered.isNewerThan(old)).isTrue();
        assertThat(old.isNewerThan(recovered)).isFalse();
        assertThat(recovered.isNewerThan(recovered)).isFalse();
    }
}
