/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports on the loopback interface. */
public final class Ports {
    /** Below the ports that Linux gives to connections, 32768 and up. */
    private static final int FIRST_LASTING = 20_000;

    private static final int END_LASTING = 32_768;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /**
     * Returns a port for a server that will be restarted. The system does not give it to a
     * connection meanwhile, not even to one that a client tries to open to this server.
     *
     * @param preferred port that is taken if it is free; none if 0
     */
    public static int lasting(int preferred) throws IOException {
        int port = preferred;
        for (int i = 0; i < ATTEMPTS; i++) {
            if (port != 0 && isFree(port)) {
                return port;
            }
            port = ThreadLocalRandom.current().nextInt(FIRST_LASTING, END_LASTING);
        }
        return free(0);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

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
