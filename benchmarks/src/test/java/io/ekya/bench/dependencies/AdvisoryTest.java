/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoryTest {
    private static final Advisory HTTP2 =
            new Advisory("CVE-2026-33871", "io.netty:netty-codec-http2", "4.2.0", "4.2.10", "");

    @ParameterizedTest
    @CsvSource({
        "4.2.0.Final, true",
        "4.2.9.Final, true",
        "4.2.10.Final, false",
        "4.2.20.Final, false",
        "4.1.131.Final, false",
        "4.3.0.Alpha1, false"
    })
    void affectsTheVersionsOfItsRange(String version, boolean affected) {
        assertThat(HTTP2.affects("io.netty:netty-codec-http2", version)).isEqualTo(affected);
        assertThat(HTTP2.affects("io.netty:netty-codec-http", version)).isFalse();
    }

    @Test
    void affectsAllVersionsIfThereIsNoFix() {
        Advisory unfixed = new Advisory("CVE-2025-12183", "org.lz4:lz4-java", "0", "", "");
        assertThat(unfixed.affects("org.lz4:lz4-java", "99.0")).isTrue();
        Advisory accepted = new Advisory("CVE-2025-12183", "org.lz4:lz4-java", "0", "", "not used");
        assertThat(accepted.affects("org.lz4:lz4-java", "99.0")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2.13.4.1, 2.13.4.2, -1",
        "2.22, 2.22.0, 0",
        "33.4.8-jre, 32.0.0, 1",
        "3.54.1.0, 3.41.2.2, 1",
        "20260101000000000000, 1.0, 1"
    })
    void comparesNumbers(String one, String other, int order) {
        assertThat(Integer.signum(Advisory.compare(one, other))).isEqualTo(order);
    }

    @Test
    void theListCanBeRead() throws IOException {
        assertThat(Advisory.read(Path.of("..", ".ci", "advisories.csv"))).hasSizeGreaterThan(30);
    }
}
