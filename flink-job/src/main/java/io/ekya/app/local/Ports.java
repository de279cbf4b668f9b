package io.ekya.app.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports of the loopback interface. */
final class Ports {
    private Ports() {}

    /** The wanted port if it is free, otherwise (or where it is 0) any that is. */
    static int free(int wanted) throws IOException {
        if (wanted != 0) {
            try (ServerSocket socket =
                    new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
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
