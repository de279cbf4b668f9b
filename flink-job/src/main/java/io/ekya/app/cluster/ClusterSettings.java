/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.util.List;
import java.util.Map;

/**
 * How a cluster is started.
 *
 * @param taskManagers number of TaskManager processes
 * @param slots task slots of each TaskManager
 * @param highAvailability whether jobs survive the JobManager
 * @param sidecarArguments options of the sidecar that follow from a configuration
 * @param flink additional settings of Flink
 */
record ClusterSettings(
        int taskManagers,
        int slots,
        boolean highAvailability,
        List<String> sidecarArguments,
        Map<String, String> flink) {

    ClusterSettings {
        if (taskManagers < 1 || slots < 1) {
            throw new IllegalArgumentException(
                    "taskManagers and slots must be at least 1, but are %d and %d"
                            .formatted(taskManagers, slots));
        }
        sidecarArguments = List.copyOf(sidecarArguments);
        flink = Map.copyOf(flink);
    }

    /**
     * Returns whether running processes can be kept: only the number of TaskManagers may differ.
     */
    boolean isCompatibleWith(ClusterSettings other) {
        return slots == other.slots
                && highAvailability == other.highAvailability
                && sidecarArguments.equals(other.sidecarArguments)
                && flink.equals(other.flink);
    }
}
