/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.ekya.job.config.MqttConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A connection by HiveMQ's client, MQTT 3.1.1, at least once (QoS 1). */
final class HiveLink implements MqttLink {
    private static final long TIMEOUT_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final MqttConfig config;
    private final String clientId;
    private final @Nullable MqttMessage will;
    private @Nullable Mqtt3AsyncClient client;
    private CompletableFuture<?> connection = CompletableFuture.completedFuture(null);

    /**
     * @param will published by the broker if the connection is lost; null for none
     */
    HiveLink(MqttConfig config, String clientId, @Nullable MqttMessage will) {
        this.config = config;
        this.clientId = clientId;
        this.will = will;
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        Mqtt3AsyncClient opened = builder().buildAsync();
        client = opened;
        connection = opened.connectWith().cleanSession(true).keepAlive(KEEP_ALIVE_SECONDS).send();
        await(connection);
    }

    private Mqtt3ClientBuilder builder() throws IOException {
        Mqtt3ClientBuilder builder =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier(clientId)
                        .serverHost(config.host())
                        .serverPort(config.port());
        if (will != null) {
            builder = builder.willPublish(packet(will));
        }
        if (!config.user().isEmpty()) {
            builder =
                    builder.simpleAuth()
                            .username(config.user())
                            .password(config.password().getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        return config.tls() ? builder.sslConfig(ssl()) : builder;
    }

    private MqttClientSslConfig ssl() throws IOException {
        if (config.caFile().isEmpty()) {
            return MqttClientSslConfig.builder().build();
        }
        try (InputStream pem = Files.newInputStream(Path.of(config.caFile()))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate c :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), c);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return MqttClientSslConfig.builder().trustManagerFactory(trust).build();
        } catch (GeneralSecurityException e) {
            throw new IOException("mqtt.caFile " + config.caFile() + " cannot be used: " + e, e);
        }
    }

    @Override
    public boolean isConnected() {
        return client != null && client.getState().isConnected();
    }

    @Override
    public void publish(MqttMessage message) throws IOException, InterruptedException {
        Mqtt3AsyncClient open = client;
        if (open == null || !open.getState().isConnected()) {
            throw new IOException("the connection to the broker was lost");
        }
        await(open.publish(packet(message)));
    }

    private static Mqtt3Publish packet(MqttMessage message) {
        return Mqtt3Publish.builder()
                .topic(message.topic())
                .payload(message.payload().getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .build();
    }

    private static void await(CompletableFuture<?> call) throws IOException, InterruptedException {
        try {
            call.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("the broker does not answer within 10 s", e);
        }
    }

    @Override
    public void disconnect() throws InterruptedException {
        Mqtt3AsyncClient open = client;
        client = null;
        if (open == null) {
            return;
        }
        // Also once a connection has been made for which nobody waits any more.
        CompletableFuture<?> disconnected = connection.thenCompose(accepted -> open.disconnect());
        if (!open.getState().isConnected()) {
            return;
        }
        try {
            await(disconnected);
        } catch (IOException e) {
            // It was not connected, or is not any more.
        }
    }
}
