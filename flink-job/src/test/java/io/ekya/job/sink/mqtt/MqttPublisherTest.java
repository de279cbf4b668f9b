/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.MqttConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HiveMQ's client against a broker in this process. */
@Timeout(90)
class MqttPublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MqttMessage STATUS = MqttMessage.value("ekya/edge/status", "online");
    private static final MqttMessage WILL = MqttMessage.value("ekya/edge/status", "offline");

    @TempDir Path folder;

    private final ThreadFailure failure = new ThreadFailure();
    private final Outbox outbox = new Outbox(System::nanoTime);

    private static MqttConfig config(int port, String password) {
        return new MqttConfig(
                "127.0.0.1",
                port,
                false,
                "",
                password.isEmpty() ? "" : "ekya",
                password,
                "ekya",
                "homeassistant",
                10);
    }

    private MqttPublisher start(MqttConfig config) {
        MqttPublisher publisher =
                new MqttPublisher(
                        "mqtt test", new HiveLink(config, "ekya-test", WILL), outbox, failure);
        publisher.start();
        return publisher;
    }

    @Test
    void sendsValuesAndEventsAtLeastOnceAndDisconnects() throws Exception {
        try (TestingMqttBroker broker = TestingMqttBroker.start()) {
            MqttMessage event = MqttMessage.event("ekya/edge/north/detection", "{}");
            outbox.put(STATUS);
            try (MqttPublisher publisher = start(config(broker.port(), ""))) {
                outbox.put(event);
                await().atMost(PATIENCE).until(() -> publisher.sent() == 2);
                outbox.put(WILL);
            }
            assertThat(broker.received())
                    .as("what waits is sent at the end, and no will is needed")
                    .containsExactly(STATUS, event, WILL);
        }
        failure.rethrow();
    }

    @Test
    void reconnectsAndSendsTheLastValuesAgain() throws Exception {
        try (TestingMqttBroker broker = TestingMqttBroker.start()) {
            outbox.put(STATUS);
            outbox.put(MqttMessage.value("a", "1"));
            try (MqttPublisher publisher = start(config(broker.port(), ""))) {
                await().atMost(PATIENCE).until(() -> publisher.sent() == 2);
                broker.stop();
                await().atMost(PATIENCE).until(() -> !publisher.isConnected());
                assertThat(broker.received()).as("the will").contains(WILL);
                broker.received().clear();
                outbox.put(MqttMessage.value("a", "2"));
                broker.listen();
                await().atMost(PATIENCE).until(() -> broker.received().size() >= 2);
                assertThat(broker.received()).containsExactly(STATUS, MqttMessage.value("a", "2"));
            }
        }
        failure.rethrow();
    }

    @Test
    void waitsForABrokerThatIsDownAtTheStart() throws Exception {
        try (TestingMqttBroker broker = TestingMqttBroker.start()) {
            broker.stop();
            outbox.put(STATUS);
            try (MqttPublisher publisher = start(config(broker.port(), ""))) {
                broker.listen();
                await().atMost(PATIENCE).until(publisher::isConnected);
                await().atMost(PATIENCE).until(() -> broker.received().contains(STATUS));
            }
        }
        failure.rethrow();
    }

    @Test
    void usesThePasswordAndIsNotStoppedByAWrongOne() throws Exception {
        try (TestingMqttBroker broker =
                TestingMqttBroker.start(ServerSocketFactory.getDefault(), "s3cret")) {
            HiveLink wrong = new HiveLink(config(broker.port(), "guess"), "wrong", null);
            assertThatThrownBy(wrong::connect)
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain("guess");
            HiveLink right = new HiveLink(config(broker.port(), "s3cret"), "right", null);
            right.connect();
            right.publish(STATUS);
            right.disconnect();
            assertThat(broker.clients()).containsExactly("right");
            assertThat(broker.received()).containsExactly(STATUS);
        }
    }

    @Test
    void aClosedPublisherDoesNotWaitForABrokerThatIsDown() throws Exception {
        try (TestingMqttBroker broker = TestingMqttBroker.start()) {
            broker.stop();
            outbox.put(STATUS);
            MqttPublisher publisher = start(config(broker.port(), ""));
            long before = System.nanoTime();
            publisher.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
            assertThat(broker.clients()).isEmpty();
        }
        failure.rethrow();
    }

    @Test
    void anErrorOfTheThreadIsReported() {
        MqttLink broken =
                new MqttLink() {
                    @Override
                    public void connect() {
                        throw new NoClassDefFoundError("com/hivemq/client/mqtt/MqttClient");
                    }

                    @Override
                    public boolean isConnected() {
                        return false;
                    }

                    @Override
                    public void publish(MqttMessage message) {}

                    @Override
                    public void disconnect() {}
                };
        try (MqttPublisher publisher = new MqttPublisher("mqtt test", broken, outbox, failure)) {
            publisher.start();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(failure::rethrow)
                                            .isInstanceOf(NoClassDefFoundError.class));
        }
    }

    @Test
    void trustsTheCertificateOfTheFileAndNoOther() throws Exception {
        Path pem = folder.resolve("ca.pem");
        SSLContext tls = certificate(pem);
        try (TestingMqttBroker broker =
                TestingMqttBroker.start(tls.getServerSocketFactory(), null)) {
            HiveLink stranger = new HiveLink(withTls(broker.port(), ""), "stranger", null);
            assertThatThrownBy(stranger::connect).isInstanceOf(IOException.class);
            HiveLink link = new HiveLink(withTls(broker.port(), pem.toString()), "friend", null);
            link.connect();
            link.publish(STATUS);
            link.disconnect();
            assertThat(broker.received()).containsExactly(STATUS);
            assertThat(broker.clients()).containsExactly("friend");
        }
    }

    private static MqttConfig withTls(int port, String caFile) {
        return new MqttConfig("127.0.0.1", port, true, caFile, "", "", "ekya", "", 10);
    }

    /** Creates a certificate for this host, and its PEM file. */
    private SSLContext certificate(Path pem) throws Exception {
        String password = "changeit";
        Path store = folder.resolve("broker.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "broker",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=broker",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                password)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(
                                                keys.getCertificate("broker").getEncoded())));
        return tls;
    }
}
