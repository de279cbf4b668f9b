/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

/**
 * Ports of a sidecar.
 *
 * @param flight for the job
 * @param http for health checks and metrics
 */
record SidecarPorts(int flight, int http) {

    String address() {
        return "127.0.0.1:" + flight;
    }
}
