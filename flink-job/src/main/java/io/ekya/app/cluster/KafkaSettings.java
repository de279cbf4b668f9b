/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

/** Configuration file of the cluster's Kafka broker: one node (KRaft), loopback only. */
final class KafkaSettings {
    private KafkaSettings() {}

    /** Returns the content of the file. */
    static String of(ClusterFolder folder, ClusterPorts ports) {
        return """
        # One broker that is its own controller, for clients on this machine. The file is written by
        # ekya cluster start.
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listeners=CLIENTS://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
        advertised.listeners=CLIENTS://127.0.0.1:%2$d
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT
        inter.broker.listener.name=CLIENTS
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        num.network.threads=2
        num.io.threads=2
        # frames of up to 1 MiB and their headers
        message.max.bytes=2097152
        # results of a day; frames are stale after a second, see KafkaTopics
        log.retention.hours=24
        log.segment.bytes=134217728
        """
                .formatted(ports.kafkaController(), ports.kafka(), folder.kafka());
    }
}
