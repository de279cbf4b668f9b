/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static List<String> command(List<String> ownFlags, String... flags) {
        return ChildJvm.command(ownFlags, List.of(flags), "io.ekya.Main", List.of("--port=0"));
    }

    @Test
    void inheritsFlagsOfLibrariesAndLoggingOnly() {
        List<String> command =
                command(
                        List.of(
                                "-Xmx4g",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "-Dai.djl.offline=true",
                                "-Dother=1"),
                        "-Xmx512m");
        assertThat(command.get(0)).endsWith("java");
        assertThat(command.subList(1, 5))
                .containsExactly(
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-Xmx512m",
                        "-cp");
        assertThat(command).endsWith("io.ekya.Main", "--port=0");
    }

    @Test
    void choosesOneGarbageCollector() {
        assertThat(command(List.of("-XX:+UseG1GC"))).contains("-XX:+UseG1GC");
        assertThat(command(List.of("-XX:+UseG1GC"), "-XX:+UseSerialGC"))
                .contains("-XX:+UseSerialGC")
                .doesNotContain("-XX:+UseG1GC");
    }

    @Test
    void ownFlagsComeLast() {
        assertThat(command(List.of("-Dekya.log=parent"), "-Dekya.log=child"))
                .containsSubsequence("-Dekya.log=parent", "-Dekya.log=child");
    }
}
