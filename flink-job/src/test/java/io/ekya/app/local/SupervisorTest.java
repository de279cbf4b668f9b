/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ekya.concurrent.ThreadFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final ProcessBuilder SLEEPER = new ProcessBuilder("sleep", "600");

    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure(failed::complete);

    @Test
    void restartsAKilledProcess() throws IOException {
        List<String> printed = new CopyOnWriteArrayList<>();
        try (Supervisor supervisor = new Supervisor(SLEEPER, printed::add, failure)) {
            long first = supervisor.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> supervisor.restarts() == 1 && supervisor.isAlive());
            assertThat(supervisor.pid()).isNotEqualTo(first);
            assertThat(printed).singleElement().asString().contains("exited with code 137");
        }
        assertThat(failed).isNotDone();
    }

    @Test
    void closeEndsTheProcessWithoutARestart() throws IOException {
        Supervisor supervisor = new Supervisor(SLEEPER, text -> {}, failure);
        ProcessHandle process = ProcessHandle.of(supervisor.pid()).orElseThrow();

        supervisor.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(supervisor.restarts()).isZero();
    }

    @Test
    void anErrorInTheSupervisorIsAFailure() throws Exception {
        AssertionError error = new AssertionError("from a test");
        try (Supervisor supervisor =
                new Supervisor(
                        SLEEPER,
                        text -> {
                            throw error;
                        },
                        failure)) {
            ProcessHandle.of(supervisor.pid()).orElseThrow().destroyForcibly();

            assertThat(failed.get(30, TimeUnit.SECONDS)).isSameAs(error);
        }
        assertThatThrownBy(failure::rethrow).isSameAs(error);
    }
}
