/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Sends bytes over a connection of their own. */
final class RawSocket {
    /** Beyond this a server hangs. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private RawSocket() {}

    /**
     * Sends bytes, says that no more come, and returns everything that is answered.
     *
     * @throws java.net.SocketTimeoutException if the server neither answers nor closes
     */
    static byte[] send(int port, byte[] bytes) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.write(b);
            }
        } catch (SocketException e) {
            return answer.toByteArray(); // closed before everything was sent
        }
        return answer.toByteArray();
    }
}
