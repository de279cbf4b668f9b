/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

/**
 * A message to the broker.
 *
 * @param retained whether the broker keeps it as the topic's value; others are events, which are
 *     worth nothing when they are late
 */
record MqttMessage(String topic, String payload, boolean retained) {
    static MqttMessage value(String topic, String payload) {
        return new MqttMessage(topic, payload, true);
    }

    static MqttMessage event(String topic, String payload) {
        return new MqttMessage(topic, payload, false);
    }
}
