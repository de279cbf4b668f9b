/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void namesVersionCommitAndDate() {
        assertThat(version("0.2.0", "1a2b3c4", "2026-11-25"))
                .isEqualTo("ekya 0.2.0 (commit 1a2b3c4, 2026-11-25)");
    }

    @Test
    void aBuildOutsideGitHasAnUnknownCommit() {
        assertThat(version("0.2.0", "unknown", "unknown")).isEqualTo("ekya 0.2.0 (commit unknown)");
        assertThat(version("${project.version}", "${ekya.commit}", "${ekya.commitDate}"))
                .isEqualTo("ekya unknown (commit unknown)");
    }

    @Test
    void theBuildContainsAVersion() throws IOException {
        assertThat(new Version().getVersion())
                .singleElement()
                .asString()
                .matches(
                        "ekya \\S+ \\(commit (unknown|[0-9a-f]{7,}(-dirty)?, \\d{4}-\\d\\d-\\d\\d)\\)");
    }

    private static String version(String version, String commit, String date) {
        Properties properties = new Properties();
        properties.putAll(Map.of("version", version, "commit", commit, "date", date));
        return new Version(properties).getVersion()[0];
    }
}
