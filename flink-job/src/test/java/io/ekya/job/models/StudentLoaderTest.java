/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.ToyModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StudentLoaderTest {
    private final ThreadFailure failure = new ThreadFailure();
    private final Path cache;

    StudentLoaderTest(@TempDir Path cache) {
        this.cache = cache;
    }

    private StudentLoader loader() throws Exception {
        return new StudentLoader(
                "test",
                new ToyModels(cache.toString()),
                FailingSidecar.throwing(() -> new LinkageError("in a test")),
                failure);
    }

    @Test
    void loadsTheBaseStudentWithoutTheSidecar() throws Exception {
        try (StudentLoader loader = loader()) {
            loader.request("north", ToyModels.studentKnowing(3).sha256());
            LoadedStudent loaded =
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> loader.poll("north"), Objects::nonNull);
            assertThat(loaded.sha256()).isEqualTo(ToyModels.studentKnowing(3).sha256());
            loaded.classifier().close();
        }
        failure.rethrow();
    }

    @Test
    void reportsAnErrorOfItsThread() throws Exception {
        try (StudentLoader loader = loader()) {
            loader.request("north", "0".repeat(64));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(failure::rethrow)
                                            .isInstanceOf(LinkageError.class));
            assertThat(loader.poll("north")).isNull();
        }
    }
}
