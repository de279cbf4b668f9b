/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A TCP proxy that can simulate a server that hangs: while silent it accepts connections and bytes
 * but forwards nothing.
 */
public final class SilencingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    /**
     * Starts forwarding.
     *
     * @param target port of the server on this machine
     */
    public SilencingProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("proxy", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Stops forwarding in both directions; connections stay open. */
    public void stopForwarding() {
        silent = true;
    }

    /** Closes open connections and forwards new ones. */
    public void resume() {
        silent = false;
        closeAll();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            run("proxy to server", () -> pump(client, server));
            run("proxy to client", () -> pump(server, client));
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            byte[] buffer = new byte[8192];
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (!silent) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(String name, Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // One side has closed the connection.
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    private void closeAll() {
        for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing is left to close.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        closeAll();
    }
}
