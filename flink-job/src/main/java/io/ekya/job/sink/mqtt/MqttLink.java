/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import java.io.IOException;

/** A connection to a broker that can be opened again; used by one thread. */
interface MqttLink {
    /** Connects, and returns when the broker has accepted. */
    void connect() throws IOException, InterruptedException;

    boolean isConnected();

    /** Sends a message, and returns when the broker has acknowledged it. */
    void publish(MqttMessage message) throws IOException, InterruptedException;

    /** Disconnects; does nothing if there is no connection. */
    void disconnect() throws InterruptedException;
}
