/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aLastingPortIsNotOneThatConnectionsGet() throws IOException {
        assertThat(Ports.lasting(0)).isBetween(20_000, 32_767);
    }

    @Test
    void aPreferredPortIsTakenIfItIsFree() throws IOException {
        int free = Ports.lasting(0);

        assertThat(Ports.lasting(free)).isEqualTo(free);
        try (ServerSocket taken = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.lasting(free)).isNotEqualTo(taken.getLocalPort());
        }
    }
}
