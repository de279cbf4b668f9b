/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds free ports on the loopback interface. */
public final class Ports {
    private Ports() {}

    /** Returns the preferred port if it is free, otherwise (or if it is 0) any free port. */
    public static int free(int preferred) throws IOException {
        if (preferred != 0) {
            try (ServerSocket socket =
                    new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                return free(0);
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
