/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.command.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker (KRaft, one node) in a process of its own, on free loopback ports. It has one
 * listener without and one with authentication. Topics are not created automatically.
 */
public final class TestingBroker implements AutoCloseable {
    /** Name and password of the client that the second listener accepts. */
    public static final String USER = "ekya";

    /** Not used for anything else, so that it can be searched for. */
    public static final String PASSWORD = "pw-7c1f0a55e2";

    private static final Set<TransactionState> OPEN =
            EnumSet.of(
                    TransactionState.ONGOING,
                    TransactionState.PREPARE_ABORT,
                    TransactionState.PREPARE_COMMIT);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = freePort();
    private final int saslPort = freePort();
    private @Nullable Process process;

    /**
     * Starts a broker and waits until it is ready.
     *
     * @param folder of its data, configuration and log
     */
    public TestingBroker(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("server.properties"), properties());
        String[] format = {
            "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
        };
        int rc = StorageTool.execute(format, new PrintStream(OutputStream.nullOutputStream()));
        assertThat(rc).as("formatting the broker's folder").isZero();
        start();
    }

    private String properties() throws IOException {
        int controller = freePort();
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listeners=PLAIN://127.0.0.1:%2$d,AUTH://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%1$d
        advertised.listeners=PLAIN://127.0.0.1:%2$d,AUTH://127.0.0.1:%3$d
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,AUTH:SASL_PLAINTEXT
        inter.broker.listener.name=PLAIN
        sasl.enabled.mechanisms=PLAIN
        listener.name.auth.plain.sasl.jaas.config=\
        org.apache.kafka.common.security.plain.PlainLoginModule required user_%4$s="%5$s";
        log.dirs=%6$s
        auto.create.topics.enable=false
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        num.network.threads=2
        num.io.threads=2
        """
                .formatted(controller, port, saslPort, USER, PASSWORD, folder.resolve("data"));
    }

    /** Starts the broker, which must not be running; its ports and data are those of before. */
    public void start() throws IOException {
        Path log = folder.resolve("broker.log");
        List<String> command =
                ChildJvm.command(
                        List.of("-Xmx384m", "-XX:+UseSerialGC"),
                        "kafka.Kafka",
                        List.of(folder.resolve("server.properties").toString()));
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try {
            Awaitility.await().atMost(TIMEOUT).until(this::isReady);
        } catch (RuntimeException | AssertionError e) {
            throw new IOException("the broker does not start:\n" + Files.readString(log), e);
        }
    }

    private boolean isReady() {
        assertThat(running().isAlive()).as("the broker is alive").isTrue();
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port);
                Admin admin = admin()) {
            assertThat(probe.isConnected()).isTrue();
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (Exception e) {
            return false;
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the broker is not running");
        }
        return process;
    }

    /** Ends the process at once, as a crash does. */
    public void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
        process = null;
    }

    /** Shuts the broker down. */
    public void stop() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(20, TimeUnit.SECONDS)) {
            running().destroyForcibly().waitFor();
        }
        process = null;
    }

    /** Address of the listener without authentication. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Address of the listener with authentication by SASL/PLAIN. */
    public String saslBootstrapServers() {
        return "127.0.0.1:" + saslPort;
    }

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", bootstrapServers(), "request.timeout.ms", "5000"));
    }

    /**
     * Creates topics, and waits until every partition has a leader: without one, the first records
     * of an idempotent producer may arrive out of order, which it does not recover from.
     *
     * @param partitions of each topic, by its name
     */
    public void createTopics(Map<String, Integer> partitions) throws Exception {
        List<NewTopic> topics =
                partitions.entrySet().stream()
                        .map(t -> new NewTopic(t.getKey(), t.getValue(), (short) 1))
                        .toList();
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            partitions.forEach(
                    (topic, count) -> {
                        for (int p = 0; p < count; p++) {
                            ends.put(new TopicPartition(topic, p), OffsetSpec.latest());
                        }
                    });
            admin.listOffsets(ends).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /**
     * Returns the ids of transactions that were begun before a time and are neither committed nor
     * aborted.
     */
    public List<String> openTransactions(long begunBeforeMillis) throws Exception {
        try (Admin admin = admin()) {
            List<String> ids =
                    admin
                            .listTransactions()
                            .all()
                            .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                            .stream()
                            .map(TransactionListing::transactionalId)
                            .toList();
            return admin
                    .describeTransactions(ids)
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .filter(t -> OPEN.contains(t.getValue().state()))
                    .filter(t -> t.getValue().transactionStartTimeMs().isPresent())
                    .filter(
                            t ->
                                    t.getValue().transactionStartTimeMs().getAsLong()
                                            < begunBeforeMillis)
                    .map(t -> t.getKey() + " " + t.getValue().state())
                    .toList();
        }
    }

    /** Returns a producer of values in bytes. */
    public KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "linger.ms",
                        "0",
                        "max.in.flight.requests.per.connection",
                        "1"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns all committed records of a topic. */
    public List<ConsumerRecord<String, byte[]>> committed(String topic) {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo p : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, p.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            stop();
        }
    }
}
