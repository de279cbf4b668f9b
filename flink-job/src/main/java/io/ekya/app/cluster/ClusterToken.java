/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.sidecar.cli.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The token that the TaskManagers present to the sidecars. It stays the same, also if a sidecar
 * loses its folder, so that processes that are started later can call one another.
 */
final class ClusterToken {
    private ClusterToken() {}

    /**
     * Returns the token, and writes it into the sidecars' folders, where commands look for it.
     *
     * @param cluster folder in which it is kept
     */
    static String of(Path cluster, List<Path> sidecars) throws IOException {
        String existing = TokenFile.read(cluster);
        String token = existing.isEmpty() ? TokenFile.create(cluster) : existing;
        for (Path sidecar : sidecars) {
            if (!TokenFile.read(sidecar).equals(token)) {
                TokenFile.write(sidecar, token);
            }
        }
        return token;
    }
}
