/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDiskTest {

    @Test
    void countsEachJsonLinesFileOnce(@TempDir Path folder) throws Exception {
        Path current = Files.writeString(folder.resolve("predictions.jsonl"), "{}\n");
        Files.createLink(folder.resolve("predictions.0001.jsonl"), current);
        Files.writeString(folder.resolve("windows.jsonl"), "{\"a\":1}\n");
        Files.writeString(folder.resolve("config.yaml"), "site: edge\n");
        assertThat(RunDisk.bytes(folder)).isEqualTo(3 + 8);
    }

    @Test
    void aMissingFolderTakesNothing(@TempDir Path folder) throws Exception {
        assertThat(RunDisk.bytes(folder.resolve("missing"))).isZero();
    }
}
