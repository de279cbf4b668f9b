/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.sidecar.cli.TokenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTokenTest {
    @Test
    void theTokenStaysWhenASidecarLosesItsFolder(@TempDir Path cluster) throws Exception {
        Path first = cluster.resolve("sidecar");
        Path second = cluster.resolve("sidecar-2");
        String token = ClusterToken.of(cluster, List.of(first, second));

        Files.delete(first.resolve("token"));
        Files.delete(first);

        assertThat(ClusterToken.of(cluster, List.of(first, second))).isEqualTo(token);
        assertThat(TokenFile.read(first)).isEqualTo(token);
        assertThat(TokenFile.read(second)).isEqualTo(token);
    }
}
