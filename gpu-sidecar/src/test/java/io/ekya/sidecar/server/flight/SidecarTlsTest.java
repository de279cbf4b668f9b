/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate created by the JDK's keytool. */
@Timeout(60)
class SidecarTlsTest {
    private static final String PASSWORD = "for-this-test";

    private final Path folder;
    private final Path certificate;
    private final Path key;

    SidecarTlsTest(@TempDir Path folder) {
        this.folder = folder;
        this.certificate = folder.resolve("certificate.pem");
        this.key = folder.resolve("key.pem");
    }

    @BeforeEach
    void makeCertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "sidecar",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=sidecar",
                                "-ext",
                                "SAN=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.out").toFile())
                        .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        pem(certificate, "CERTIFICATE", keys.getCertificate("sidecar").getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("sidecar", PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String kind, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.write(
                file, List.of("-----BEGIN " + kind + "-----", text, "-----END " + kind + "-----"));
    }

    private ListenAddress encrypted() {
        return new ListenAddress(
                "127.0.0.1", 0, -1, "s3cret", Optional.of(new ListenAddress.Tls(certificate, key)));
    }

    @Test
    void acceptsTrustingClientsAndRejectsPlaintext() {
        try (RunningSidecar sidecar =
                        RunningSidecar.in(
                                folder.resolve("data"), encrypted(), ConcurrencyLimits.DEFAULT, 0);
                FlightSidecar trusting =
                        new FlightSidecar(
                                "127.0.0.1",
                                sidecar.port(),
                                "s3cret",
                                Duration.ofSeconds(10),
                                certificate)) {
            assertThat(trusting.hello(new HelloRequest(SITE, List.of("cam0"))).epoch())
                    .isEqualTo(1);
            trusting.put(SITE, "cam0", 0, TestLabels.of(0, 2));
            assertThatThrownBy(() -> sidecar.client().status())
                    .isInstanceOf(SidecarException.class);
        }
    }

    @Test
    void healthAndMetricsAreEncryptedToo() throws Exception {
        ListenAddress address =
                new ListenAddress(
                        "127.0.0.1",
                        0,
                        0,
                        "s3cret",
                        Optional.of(new ListenAddress.Tls(certificate, key)));
        try (RunningSidecar sidecar =
                RunningSidecar.in(folder.resolve("data"), address, ConcurrencyLimits.DEFAULT, 0)) {
            HttpClient trusting = HttpClient.newBuilder().sslContext(trusting()).build();
            URI metrics = URI.create("https://127.0.0.1:" + sidecar.httpPort() + "/metrics");
            HttpRequest request =
                    HttpRequest.newBuilder(metrics)
                            .header("Authorization", "Bearer s3cret")
                            .build();

            HttpResponse<String> response =
                    trusting.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("ekya_gpus 1.0");

            URI plain = URI.create("http://127.0.0.1:" + sidecar.httpPort() + "/healthz");
            assertThatThrownBy(
                            () ->
                                    HttpClient.newHttpClient()
                                            .send(
                                                    HttpRequest.newBuilder(plain).build(),
                                                    HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "sidecar", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void reportsAnInvalidCertificate() throws Exception {
        Files.writeString(certificate, "no certificate");
        assertThatThrownBy(
                        () ->
                                RunningSidecar.in(
                                        folder.resolve("data"),
                                        encrypted(),
                                        ConcurrencyLimits.DEFAULT,
                                        0))
                .hasMessageContaining("certificate.pem")
                .hasMessageContaining("cannot be used");
    }
}
