/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A broker for tests, on the loopback interface: accepts MQTT 3.1.1 clients, acknowledges what they
 * publish with QoS 1, and keeps it. It serves no subscribers. It can be stopped and started again
 * on its port.
 */
final class TestingMqttBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PINGREQ = 12;
    private static final int DISCONNECT = 14;

    private final ServerSocketFactory sockets;
    private final @Nullable String password;
    private final ThreadFailure failure = new ThreadFailure();
    private final List<MqttMessage> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket server;
    private int port;

    private TestingMqttBroker(ServerSocketFactory sockets, @Nullable String password) {
        this.sockets = sockets;
        this.password = password;
    }

    /** Starts a broker without authentication. */
    static TestingMqttBroker start() throws IOException {
        return start(ServerSocketFactory.getDefault(), null);
    }

    /**
     * Starts a broker.
     *
     * @param password that clients must have; null if they need none
     */
    static TestingMqttBroker start(ServerSocketFactory sockets, @Nullable String password)
            throws IOException {
        TestingMqttBroker broker = new TestingMqttBroker(sockets, password);
        broker.listen();
        return broker;
    }

    int port() {
        return port;
    }

    /** Everything that was published, wills included. */
    List<MqttMessage> received() {
        return received;
    }

    /** Ids of the clients whose connections were accepted. */
    List<String> clients() {
        return clients;
    }

    /** Accepts clients, on the port that it has had before. */
    void listen() throws IOException {
        ServerSocket listening = sockets.createServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        port = listening.getLocalPort();
        server = listening;
        DaemonThreads.named("mqtt broker", () -> accept(listening), failure).start();
    }

    /** Cuts all connections and accepts no more. */
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        cutConnections();
    }

    /** Cuts all connections. */
    void cutConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                DaemonThreads.named("mqtt client", () -> serve(socket), failure).start();
            } catch (IOException e) {
                return; // stopped
            }
        }
    }

    private void serve(Socket socket) {
        MqttMessage will = null;
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                int header = in.readUnsignedByte();
                ByteBuffer body = ByteBuffer.wrap(in.readNBytes(length(in)));
                switch (header >> 4) {
                    case CONNECT -> {
                        Connect connect = Connect.read(body);
                        boolean isAccepted = password == null || password.equals(connect.password);
                        out.write(new byte[] {0x20, 2, 0, (byte) (isAccepted ? 0 : 5)});
                        if (!isAccepted) {
                            return;
                        }
                        will = connect.will;
                        clients.add(connect.client);
                    }
                    case PUBLISH -> {
                        String topic = text(body);
                        boolean isAcknowledged = (header & 6) != 0;
                        byte[] id = new byte[isAcknowledged ? 2 : 0];
                        body.get(id);
                        byte[] payload = new byte[body.remaining()];
                        body.get(payload);
                        received.add(
                                new MqttMessage(
                                        topic,
                                        new String(payload, StandardCharsets.UTF_8),
                                        (header & 1) != 0));
                        if (isAcknowledged) {
                            out.write(new byte[] {0x40, 2, id[0], id[1]});
                        }
                    }
                    case PINGREQ -> out.write(new byte[] {(byte) 0xD0, 0});
                    case DISCONNECT -> {
                        will = null;
                        return;
                    }
                    default -> throw new IOException("not expected: packet " + (header >> 4));
                }
                out.flush();
            }
        } catch (IOException e) {
            // The connection was cut.
        } finally {
            open.remove(socket);
            if (will != null) {
                received.add(will);
            }
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 127) << shift;
            if (digit < 128) {
                return length;
            }
        }
    }

    private static String text(ByteBuffer body) {
        byte[] bytes = new byte[Short.toUnsignedInt(body.getShort())];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private record Connect(String client, @Nullable MqttMessage will, @Nullable String password) {
        static Connect read(ByteBuffer body) {
            text(body); // the protocol's name
            body.get(); // its version
            int flags = body.get();
            body.getShort(); // keep alive
            String client = text(body);
            MqttMessage will = null;
            if ((flags & 4) != 0) {
                String topic = text(body);
                will = new MqttMessage(topic, text(body), (flags & 32) != 0);
            }
            if ((flags & 128) != 0) {
                text(body); // the user
            }
            return new Connect(client, will, (flags & 64) != 0 ? text(body) : null);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        failure.rethrow();
    }
}
