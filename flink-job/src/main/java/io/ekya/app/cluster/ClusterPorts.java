/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.app.local.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.RestOptions;

/** Ports on the loopback interface. They stay the same while a cluster runs. */
record ClusterPorts(
        int web,
        int rpc,
        List<SidecarPorts> sidecars,
        int zooKeeper,
        int kafka,
        int kafkaController) {
    private static final int WEB_UI = 8081;
    private static final int KAFKA = 9092;

    ClusterPorts {
        sidecars = List.copyOf(sidecars);
    }

    /**
     * Finds free ports. That of the web UI is {@code rest.port} of the settings if it is free; 0
     * selects any.
     */
    static ClusterPorts free(ClusterSettings settings) throws IOException {
        int web = settings.flinkConfiguration().getOptional(RestOptions.PORT).orElse(WEB_UI);
        return new ClusterPorts(web, 0, List.of(), 0, KAFKA, 0).freed(settings.sidecars());
    }

    /** Returns these ports where they are free, otherwise others. */
    ClusterPorts freed(int sidecars) throws IOException {
        List<SidecarPorts> freed = new ArrayList<>();
        for (int i = 0; i < sidecars; i++) {
            SidecarPorts before =
                    i < this.sidecars.size() ? this.sidecars.get(i) : new SidecarPorts(0, 0);
            freed.add(
                    new SidecarPorts(Ports.lasting(before.flight()), Ports.lasting(before.http())));
        }
        return new ClusterPorts(
                Ports.lasting(web),
                Ports.lasting(rpc),
                freed,
                Ports.lasting(zooKeeper),
                Ports.lasting(kafka),
                Ports.lasting(kafkaController));
    }

    String webUi() {
        return "http://127.0.0.1:" + web;
    }

    String kafkaAddress() {
        return "127.0.0.1:" + kafka;
    }
}
