/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is started.
 *
 * @param taskManagers number of TaskManager processes
 * @param slots task slots of each TaskManager
 * @param sidecars number of sidecars, one for each site
 * @param highAvailability whether jobs survive the JobManager
 * @param kafka topics of the Kafka broker; null without a broker
 * @param sidecarArguments options of the sidecars that follow from a configuration
 * @param flink additional settings of Flink
 */
record ClusterSettings(
        int taskManagers,
        int slots,
        int sidecars,
        boolean highAvailability,
        @Nullable KafkaTopics kafka,
        List<String> sidecarArguments,
        Map<String, String> flink) {

    ClusterSettings {
        if (taskManagers < 1 || slots < 1 || sidecars < 1) {
            throw new IllegalArgumentException(
                    "taskManagers, slots and sidecars must be at least 1, but are %d, %d and %d"
                            .formatted(taskManagers, slots, sidecars));
        }
        sidecarArguments = List.copyOf(sidecarArguments);
        flink = Map.copyOf(flink);
    }

    /** Returns the additional settings of Flink. */
    Configuration flinkConfiguration() {
        return Configuration.fromMap(flink);
    }

    /**
     * Returns whether running processes can be kept: only the number of TaskManagers and Kafka's
     * topics may differ.
     */
    boolean isCompatibleWith(ClusterSettings other) {
        return slots == other.slots
                && sidecars == other.sidecars
                && highAvailability == other.highAvailability
                && (kafka == null) == (other.kafka == null)
                && sidecarArguments.equals(other.sidecarArguments)
                && flink.equals(other.flink);
    }
}
