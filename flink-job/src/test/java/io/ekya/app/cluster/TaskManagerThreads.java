/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Threads of a cluster's first TaskManager that execute code of this project. */
final class TaskManagerThreads {
    private final long pid;

    TaskManagerThreads(ClusterState state) {
        this.pid = state.running("taskmanager-1").orElseThrow().pid();
    }

    List<String> names() throws IOException {
        Process dump =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(pid),
                                "Thread.print")
                        .redirectErrorStream(true)
                        .start();
        String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("Full thread dump");
        return Stream.of(text.split("\\R\\R"))
                .map(String::strip)
                .filter(thread -> thread.startsWith("\"") && thread.contains("\tat io.ekya."))
                .map(thread -> thread.substring(1, thread.indexOf('"', 1)))
                .toList();
    }
}
