/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {

    @Test
    void countsThreadsThatRunModelsSeparately() throws InterruptedException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "requires /proc (Linux)");
        boolean[] stop = {false};
        Thread busy =
                new Thread(
                        () -> {
                            while (!stop[0] && !Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                        },
                        "model worker with a long name");
        busy.setDaemon(true);
        ProcessCpu cpu =
                new ProcessCpu(
                        () -> ProcessHandle.current().pid(), name -> name.startsWith("model work"));
        cpu.sample();
        double before = cpu.modelSeconds();
        busy.start();

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            cpu.sample();
                            return cpu.modelSeconds() > before + 0.2;
                        });
        stop[0] = true;
        busy.interrupt();
        busy.join(10_000);

        assertThat(cpu.totalSeconds()).isGreaterThan(cpu.modelSeconds());
    }

    @Test
    void anUnknownProcessUsesNoCpu() {
        ProcessCpu cpu = new ProcessCpu(() -> -1, name -> true);

        cpu.sample();

        assertThat(cpu.totalSeconds()).isZero();
        assertThat(cpu.modelSeconds()).isZero();
    }
}
