/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    private static final long UNUSED_PID = 4_194_304; // above the largest id of Linux

    @Test
    void aRunningProcessKeepsItsIdentity() {
        long own = ProcessHandle.current().pid();

        assertThat(ProcessIdentity.of(own)).isPresent().isEqualTo(ProcessIdentity.of(own));
    }

    @Test
    void aLaterProcessHasAnotherIdentity() throws IOException {
        Process later = sleeper();
        try {
            assertThat(ProcessIdentity.of(later.pid()))
                    .isPresent()
                    .isNotEqualTo(ProcessIdentity.of(ProcessHandle.current().pid()));
        } finally {
            later.destroyForcibly();
        }
    }

    @Test
    void anExitedProcessHasNone() throws IOException {
        Process process = sleeper();
        process.destroyForcibly();

        await().untilAsserted(() -> assertThat(ProcessIdentity.of(process.pid())).isEmpty());
        assertThat(ProcessIdentity.of(UNUSED_PID)).isEmpty();
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }
}
