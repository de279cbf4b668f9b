/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.concurrent.ThreadFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTasksTest {
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure(failed::complete);
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void anExceptionIsPrintedAndTheTaskRunsAgain() {
        try (PeriodicTasks tasks = new PeriodicTasks(printed::add, failure)) {
            tasks.schedule(
                    "showing progress",
                    1,
                    () -> {
                        if (runs.incrementAndGet() == 1) {
                            throw new IllegalStateException("disk full");
                        }
                    });
            await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() > 1);
        }
        assertThat(printed)
                .containsExactly(
                        "showing progress failed: java.lang.IllegalStateException: disk full");
        assertThat(failed).isNotDone();
    }

    @Test
    void anErrorIsAFailure() throws Exception {
        AssertionError error = new AssertionError("from a test");
        try (PeriodicTasks tasks = new PeriodicTasks(printed::add, failure)) {
            tasks.schedule(
                    "showing progress",
                    1,
                    () -> {
                        throw error;
                    });
            assertThat(failed.get(30, TimeUnit.SECONDS)).isSameAs(error);
        }
        assertThat(printed).isEmpty();
    }
}
