/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The folder of real videos; without it, tests that need it are skipped, but fail in CI. */
final class TestData {
    private TestData() {}

    static Path video(String name) {
        String folder = System.getenv("EKYA_TEST_DATA");
        if (folder == null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("EKYA_TEST_DATA must name the folder of test data");
        }
        assumeTrue(folder != null, "skipped: EKYA_TEST_DATA does not name the folder of test data");
        return Path.of(String.valueOf(folder), "videos", name);
    }
}
