/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ThreadFailureTest {

    @Test
    void rethrowsAnErrorOfAThread() throws InterruptedException {
        ThreadFailure failure = new ThreadFailure();
        Error error = new NoClassDefFoundError("native");
        Thread thread =
                DaemonThreads.named(
                        "worker",
                        () -> {
                            throw error;
                        },
                        failure);

        assertThatCode(failure::rethrow).doesNotThrowAnyException();
        thread.start();
        thread.join();

        assertThat(thread.isDaemon()).isTrue();
        assertThatThrownBy(failure::rethrow).isSameAs(error);
    }

    @Test
    void notifiesTheListenerOfTheFirstFailureOnly() {
        List<Throwable> reported = new ArrayList<>();
        ThreadFailure failure = new ThreadFailure(reported::add);
        RuntimeException first = new IllegalArgumentException("first");
        RuntimeException second = new IllegalArgumentException("second");

        failure.report(first);
        failure.report(second);

        assertThat(reported).containsExactly(first);
        assertThat(first.getSuppressed()).containsExactly(second);
        assertThatThrownBy(failure::rethrow).hasCause(first).hasMessageContaining("first");
    }

    @Test
    void aScheduledTaskThatFailsIsRecorded() {
        ThreadFailure failure = new ThreadFailure();
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("ticks", failure));
        try {
            executor.schedule(
                    failure.guarded(
                            () -> {
                                throw new AssertionError(Thread.currentThread().getName());
                            }),
                    0,
                    TimeUnit.MILLISECONDS);

            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(failure::rethrow)
                                            .isInstanceOf(AssertionError.class)
                                            .hasMessage("ticks-0"));
        } finally {
            executor.shutdownNow();
        }
    }
}
