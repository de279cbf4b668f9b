/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests to the sidecar's HTTP endpoint. */
record HttpTarget(int port, String token) implements Target {
    @Override
    public String name() {
        return "HTTP requests";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                request("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                request(
                        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + token
                                + "\r\nConnection: close\r\n\r\n"));
    }

    private static byte[] request(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean accepts(byte[] input) throws IOException {
        return new String(RawSocket.send(port, input), StandardCharsets.ISO_8859_1)
                .startsWith("HTTP/1.1 200");
    }
}
