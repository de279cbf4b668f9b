/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** Connection to an MQTT broker, for results. */
public record MqttConfig(
        @ConfigKey(text = "Host of the broker; empty if MQTT is not used", byDefault = "")
                String host,
        @ConfigKey(
                        text = "Port of the broker; usually 8883 with TLS",
                        byDefault = "1883",
                        min = 1,
                        max = 65535)
                int port,
        @ConfigKey(text = "Whether the connection is encrypted with TLS", byDefault = "false")
                boolean tls,
        @ConfigKey(
                        text = "PEM file with the certificates to trust; the system's if empty",
                        byDefault = "")
                String caFile,
        @ConfigKey(text = "User at the broker; empty for none", byDefault = "") String user,
        @ConfigKey(
                        text =
                                "Password of the user; take it from the environment: \"${MQTT_PASSWORD}\"",
                        byDefault = "")
                String password,
        @ConfigKey(
                        text = "First level of the topics of results",
                        byDefault = "ekya",
                        pattern = TOPIC)
                String topicPrefix,
        @ConfigKey(
                        text =
                                "First level of Home Assistant's discovery topics; empty for no discovery",
                        byDefault = "homeassistant",
                        pattern = "|" + TOPIC)
                String discoveryPrefix,
        @ConfigKey(
                        text =
                                "Seconds for which a class must not have been seen before its next detection is sent",
                        byDefault = "10",
                        min = 0,
                        max = 86400)
                double quietSeconds)
        implements Serializable {

    /** Pattern of topics. */
    static final String TOPIC = "[A-Za-z0-9._-]{1,64}(/[A-Za-z0-9._-]{1,64}){0,4}";

    /** Returns the configuration without credentials. */
    @Override
    public String toString() {
        return "MqttConfig[host=%s, port=%d, tls=%s, topicPrefix=%s, discoveryPrefix=%s]"
                .formatted(host, port, tls, topicPrefix, discoveryPrefix);
    }
}
