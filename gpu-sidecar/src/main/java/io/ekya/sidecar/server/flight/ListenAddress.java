/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Address of a sidecar and access to it. An address that other machines can reach requires a token.
 *
 * @param host address to listen on
 * @param port of Flight; 0 selects a free one
 * @param httpPort of health and metrics; 0 selects a free one, -1 disables them
 * @param token bearer token required from clients; empty for none
 * @param metricsToken bearer token that is sufficient for metrics, and for nothing else; empty for
 *     none
 * @param tls certificate and key; empty for unencrypted calls
 */
public record ListenAddress(
        String host, int port, int httpPort, String token, String metricsToken, Optional<Tls> tls) {

    /** PEM files: certificate chain and private key (PKCS#8). */
    public record Tls(Path certificates, Path key) {}

    public ListenAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0..65535, but is " + port);
        }
        if (httpPort < -1 || httpPort > 65_535) {
            throw new IllegalArgumentException(
                    "http port must be within 0..65535, or -1 for none, but is " + httpPort);
        }
        boolean loopback = loopback(host); // also that the name can be resolved
        if (token.isEmpty() && !loopback) {
            throw new IllegalArgumentException(
                    "--host %s is reachable from other machines; give a --token-file or set EKYA_SIDECAR_TOKEN, or listen on 127.0.0.1"
                            .formatted(host));
        }
        if (!(token + metricsToken).chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "token must consist of visible ASCII characters without blanks");
        }
    }

    /** An address without a token for metrics. */
    public ListenAddress(String host, int port, int httpPort, String token, Optional<Tls> tls) {
        this(host, port, httpPort, token, "", tls);
    }

    /** Returns the loopback interface without token, with health and metrics on a free port. */
    public static ListenAddress local(int port) {
        return new ListenAddress("127.0.0.1", port, 0, "", Optional.empty());
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--host must be an address of this machine, but is %s".formatted(host), e);
        }
    }
}
