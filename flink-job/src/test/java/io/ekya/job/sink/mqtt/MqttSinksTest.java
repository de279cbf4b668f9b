/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.TestingCluster;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sinks in a Flink job, and what they publish. */
@Timeout(90)
class MqttSinksTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The broker that records wait for; null if they do not. */
    private static final AtomicReference<@Nullable TestingMqttBroker> AWAITED =
            new AtomicReference<>();

    private static JobConfig config(int port) {
        return new ConfigLoader(Map.of())
                .parse(
                        "test",
                        """
                        site: farm.1
                        cameras: [{id: north_gate, source: "synthetic:"}]
                        output: {to: [files, mqtt]}
                        mqtt: {host: 127.0.0.1, port: PORT}
                        """
                                .replace("PORT", Integer.toString(port)),
                        List.of());
    }

    private static WindowResult result(@Nullable Double known) {
        return new WindowResult(
                "farm.1",
                "north_gate",
                3,
                6_000,
                8_000,
                new WindowResult.Frames(20, 10, 1),
                new WindowResult.Truth(0, 0, null, new long[ObjectClass.COUNT]),
                new LabelStatistics(
                        12,
                        0,
                        known,
                        Map.of("every2-32px", 0.5),
                        new int[ObjectClass.COUNT],
                        new int[ObjectClass.COUNT]),
                new WindowResult.HeldOut(null, null),
                known == null ? null : 0.25,
                new InferenceStatistics(Map.of(), "every2-32px", 0.3, 0.3, "sha", 40L));
    }

    private static Prediction prediction(long index, int... classes) {
        return new Prediction(
                "north_gate",
                index,
                100 * index,
                0,
                Prediction.How.ANALYSED,
                new Prediction.Regions(
                        new float[4 * classes.length], classes, new int[classes.length]),
                DroppedCount.NONE,
                new Prediction.Model("sha", "every1-32px", "host"),
                30);
    }

    private static JsonNode valueOf(TestingMqttBroker broker, String topic) throws IOException {
        List<String> payloads =
                broker.received().stream()
                        .filter(m -> m.topic().equals(topic))
                        .map(MqttMessage::payload)
                        .toList();
        assertThat(payloads).as(topic).isNotEmpty();
        return JSON.readTree(payloads.get(payloads.size() - 1));
    }

    @Test
    void aJobPublishesWindowsAndDetectionsAndWhetherItRuns() throws Exception {
        try (TestingMqttBroker broker = TestingMqttBroker.start()) {
            AWAITED.set(broker);
            run(broker.port());

            assertThat(broker.received().stream().filter(m -> m.topic().endsWith("/status")))
                    .extracting(MqttMessage::payload)
                    .containsExactly("online", "offline");
            JsonNode window = valueOf(broker, "ekya/farm.1/north_gate/window");
            assertThat(window.path("accuracy").asDouble()).isEqualTo(0.4); // 0.8 x 0.5
            assertThat(window.path("drift").asDouble()).isEqualTo(0.25);
            JsonNode detection = valueOf(broker, "ekya/farm.1/north_gate/detection");
            assertThat(detection.path("event_type").asText()).isEqualTo("car");
            assertThat(detection.path("count").asInt()).isEqualTo(2);
            assertThat(broker.received())
                    .filteredOn(m -> m.topic().endsWith("/detection"))
                    .as("one for two frames, and not kept by the broker")
                    .singleElement()
                    .returns(false, MqttMessage::retained);
        }
    }

    @Test
    void aBrokerThatIsDownDoesNotStopTheJob() throws Exception {
        int port;
        try (TestingMqttBroker broker = TestingMqttBroker.start()) {
            port = broker.port();
        }
        AWAITED.set(null);
        run(port);
    }

    private static void run(int port) throws Exception {
        JobConfig config = config(port);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        MqttSinks sinks = new MqttSinks(config);
        env.fromData(List.of(result(0.8)), TypeInformation.of(WindowResult.class))
                .map(new WhenConnected<>())
                .returns(WindowResult.class)
                .sinkTo(sinks.windows());
        int car = ObjectClass.CAR.index();
        env.fromData(
                        List.of(prediction(0, car), prediction(1, car, car)),
                        TypeInformation.of(Prediction.class))
                .map(new WhenConnected<>())
                .returns(Prediction.class)
                .sinkTo(sinks.detections());
        env.execute();
    }

    /** Passes records on when both sinks are connected: a job this short would end before. */
    private static final class WhenConnected<T> implements MapFunction<T, T> {
        private static final long serialVersionUID = 1L;

        @Override
        public T map(T record) {
            TestingMqttBroker broker = AWAITED.get();
            if (broker != null) {
                await().atMost(Duration.ofSeconds(60)).until(() -> broker.clients().size() == 2);
            }
            return record;
        }
    }

    @Test
    void homeAssistantFindsTheEntitiesOfACamera() throws Exception {
        List<MqttMessage> messages = new WindowMessages(config(1883)).start();

        assertThat(messages)
                .allMatch(MqttMessage::retained)
                .extracting(MqttMessage::topic)
                .containsExactly(
                        "homeassistant/sensor/ekya-farm_1/north__gate-accuracy/config",
                        "homeassistant/sensor/ekya-farm_1/north__gate-drift/config",
                        "homeassistant/event/ekya-farm_1/north__gate-detection/config");
        JsonNode accuracy = JSON.readTree(messages.get(0).payload());
        assertThat(accuracy.path("unique_id").asText())
                .isEqualTo("ekya/farm.1/north_gate/accuracy");
        assertThat(accuracy.path("state_topic").asText())
                .isEqualTo("ekya/farm.1/north_gate/window");
        assertThat(accuracy.path("availability_topic").asText()).isEqualTo("ekya/farm.1/status");
        assertThat(accuracy.path("value_template").asText())
                .isEqualTo(
                        "{{ (value_json.accuracy * 100) | round(2) if value_json.accuracy is not"
                                + " none else none }}");
        assertThat(accuracy.path("device")).isEqualTo(device(messages.get(1)));
        JsonNode detection = JSON.readTree(messages.get(2).payload());
        assertThat(detection.path("event_types")).hasSize(ObjectClass.COUNT - 1);
        assertThat(detection.path("event_types").path(0).asText()).isEqualTo("person");
    }

    private static JsonNode device(MqttMessage message) throws IOException {
        return JSON.readTree(message.payload()).path("device");
    }

    @Test
    void anUnknownAccuracyIsNull() throws Exception {
        WindowMessages windows = new WindowMessages(config(1883));
        windows.start();
        List<MqttMessage> messages = windows.translate(result(null));

        assertThat(messages).as("the camera is described already").hasSize(1);
        JsonNode value = JSON.readTree(messages.get(0).payload());
        assertThat(value.path("accuracy").isNull()).isTrue();
        assertThat(value.path("drift").isNull()).isTrue();
    }
}
