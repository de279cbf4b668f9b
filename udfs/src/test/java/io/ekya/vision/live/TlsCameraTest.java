/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.vision.PictureSize;
import io.ekya.vision.TestClip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera with HTTPS and a certificate of its own, as cameras have. */
@Timeout(120)
class TlsCameraTest {
    private static final String PASSWORD = "changeit";

    /** Creates a certificate for this host, and its PEM file. */
    private static SSLContext certificate(Path folder, Path pem) throws Exception {
        Path store = folder.resolve("camera.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "camera",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=camera",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-ext",
                                "bc:c",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        byte[] certificate = keys.getCertificate("camera").getEncoded();
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
        return tls;
    }

    private static int open(HttpCamera camera, TlsCheck tls) throws IOException {
        LiveOptions options =
                new LiveOptions(
                        new PictureSize(TestClip.WIDTH, TestClip.HEIGHT),
                        0,
                        LiveOptions.Transport.TCP,
                        DecoderDevice.NONE,
                        10_000,
                        5_000,
                        tls);
        String url = "https://127.0.0.1:" + camera.port() + "/video";
        try (LiveFeed feed = LiveFeed.open(LiveAddress.of(url, "", ""), options)) {
            return TestClip.numberShown(feed.next().image());
        }
    }

    @Test
    void checksTheCertificateAsConfigured(@TempDir Path folder) throws Exception {
        Path pem = folder.resolve("camera.pem");
        SSLContext tls = certificate(folder, pem);
        try (HttpCamera camera = HttpCamera.encryptedMjpeg(tls, c -> c.framesFrom(0, 20))) {
            assertThatThrownBy(() -> open(camera, TlsCheck.SYSTEM))
                    .as("an unknown certificate")
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be opened");
            assertThat(camera.requests()).isEmpty();
            assertThat(open(camera, new TlsCheck(true, pem.toString()))).isLessThan(200);
            assertThat(open(camera, new TlsCheck(false, ""))).isLessThan(200);
        }
    }
}
