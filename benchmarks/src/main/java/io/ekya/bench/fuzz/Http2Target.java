/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames of HTTP/2, below the calls of Flight. */
record Http2Target(int port) implements Target {
    private static final byte DATA = 0;
    private static final byte HEADERS = 1;
    private static final byte RESET = 3;
    private static final byte SETTINGS = 4;
    private static final byte PING = 6;
    private static final byte WINDOW_UPDATE = 8;
    private static final byte CONTINUATION = 9;

    /** The type of the first frame that a server sends. */
    private static final int TYPE_AT = 3;

    @Override
    public String name() {
        return "HTTP/2 frames";
    }

    @Override
    public List<byte[]> seeds() {
        // :method POST and :scheme http of the static table, then a literal path
        byte[] headers = {(byte) 0x83, (byte) 0x86, 0x04, 0x01, '/'};
        return List.of(
                frames(frame(SETTINGS, 0, 0, new byte[0]), frame(PING, 0, 0, new byte[8])),
                frames(
                        frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, (byte) 0xff, (byte) 0xff}),
                        frame(HEADERS, 0, 1, headers),
                        frame(CONTINUATION, 4, 1, headers),
                        frame(WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 1, 0}),
                        frame(DATA, 1, 1, new byte[5]),
                        frame(RESET, 0, 1, new byte[] {0, 0, 0, 8})));
    }

    private static byte[] frames(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] frame(byte type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, (byte) payload.length, type, (byte) flags});
        out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        out.writeBytes(payload);
        return out.toByteArray();
    }

    @Override
    public boolean accepts(byte[] input) throws IOException {
        byte[] answer = RawSocket.send(port, input);
        return answer.length > TYPE_AT && answer[TYPE_AT] == SETTINGS;
    }
}
