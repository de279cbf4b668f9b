/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A peer that speaks HTTP/2 frame by frame, without a token. */
public final class RawHttp2 implements AutoCloseable {
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int CONTINUATION = 9;
    public static final int END_HEADERS = 4;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;

    public RawHttp2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    /** Sends what opens an HTTP/2 connection. */
    public RawHttp2 greet() throws IOException {
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        return this;
    }

    /** Sends a frame. */
    public void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.writeBytes(payload);
        socket.getOutputStream().write(out.toByteArray());
    }

    /** Opens a stream with a call that has no token, and leaves it open. */
    public void call(int stream) throws IOException {
        frame(HEADERS, END_HEADERS, stream, headers());
    }

    /** The headers of a call, in HPACK's literal form. */
    public static byte[] headers() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] fields = {
            ":method", "POST",
            ":scheme", "http",
            ":path", "/arrow.flight.protocol.FlightService/DoAction",
            ":authority", "sidecar",
            "content-type", "application/grpc",
            "te", "trailers"
        };
        for (int i = 0; i < fields.length; i += 2) {
            out.write(0);
            text(out, fields[i]);
            text(out, fields[i + 1]);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(text.length()); // below 127
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits until the server has closed the connection; returns false if it does not in time. */
    public boolean awaitClosed() throws IOException {
        try {
            while (socket.getInputStream().read(new byte[4096]) >= 0) {
                // what the server sends is not needed
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    /** Returns whether the connection is still open, after what the server has sent so far. */
    public boolean isOpen() throws IOException {
        socket.setSoTimeout(1);
        try {
            while (socket.getInputStream().read(new byte[4096]) >= 0) {
                // what the server sends is not needed
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false; // reset
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
