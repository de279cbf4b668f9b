/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.app.local.Ports;
import java.io.IOException;

/** Ports on the loopback interface. They stay the same while a cluster runs. */
record ClusterPorts(int web, int rpc, int sidecar, int sidecarHttp, int zooKeeper) {
    private static final int PREFERRED_WEB = 8081;

    /** Finds free ports. */
    static ClusterPorts free() throws IOException {
        return new ClusterPorts(
                Ports.free(PREFERRED_WEB),
                Ports.free(0),
                Ports.free(0),
                Ports.free(0),
                Ports.free(0));
    }

    /** Returns these ports where they are free, otherwise others. */
    ClusterPorts freed() throws IOException {
        return new ClusterPorts(
                Ports.free(web),
                Ports.free(rpc),
                Ports.free(sidecar),
                Ports.free(sidecarHttp),
                Ports.free(zooKeeper));
    }

    String webUi() {
        return "http://127.0.0.1:" + web;
    }

    String sidecarAddress() {
        return "127.0.0.1:" + sidecar;
    }
}
