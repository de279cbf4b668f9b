package io.ekya.sidecar.server.flight;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a sidecar listens and whom it lets in. An address that other machines can reach needs a
 * token.
 *
 * @param host address to listen on
 * @param port of Flight; 0 takes a free one
 * @param httpPort of health and metrics; 0 takes a free one, -1 leaves them out
 * @param token that callers must show; empty lets everyone in
 * @param tls certificate and key; empty leaves calls unencrypted
 */
public record ListenAddress(String host, int port, int httpPort, String token, Optional<Tls> tls) {

    /** PEM files: a chain of certificates and the private key (PKCS#8) of the first. */
    public record Tls(Path certificates, Path key) {}

    public ListenAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0..65535, but is " + port);
        }
        if (httpPort < -1 || httpPort > 65_535) {
            throw new IllegalArgumentException(
                    "http port must be within 0..65535, or -1 for none, but is " + httpPort);
        }
        if (token.isEmpty() && !loopback(host)) {
            throw new IllegalArgumentException(
                    "--host %s is reachable from other machines; give a --token, or listen on 127.0.0.1"
                            .formatted(host));
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "the token must be of visible ASCII characters without blanks");
        }
    }

    /** The loopback interface, everyone let in, health and metrics on a free port. */
    public static ListenAddress local(int port) {
        return new ListenAddress("127.0.0.1", port, 0, "", Optional.empty());
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--host %s is no address of this machine".formatted(host), e);
        }
    }
}
