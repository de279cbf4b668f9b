/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.Prediction;
import io.ekya.job.sink.ResultLines;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultSerializerTest {
    private static final ResultSerializer<Prediction> PREDICTIONS =
            new ResultSerializer<>(
                    "ekya.predictions",
                    "io.ekya.prediction",
                    p ->
                            EventAttributes.ofCamera(
                                    "edge", p.camera(), Long.toString(p.index()), p.timeMillis()),
                    ResultLines::prediction);

    private static Prediction prediction(Prediction.How how) {
        return new Prediction(
                "north",
                7,
                1_777_636_800_250L,
                3,
                how,
                new Prediction.Regions(new float[] {1, 2, 3, 4}, new int[] {5}, new int[] {6}),
                DroppedCount.NONE,
                new Prediction.Model("sha", "every1-32px", "host"),
                30);
    }

    private static @Nullable ProducerRecord<byte[], byte[]> serialize(Prediction prediction) {
        return PREDICTIONS.serialize(prediction, new OneSubtask(), null);
    }

    private record OneSubtask() implements KafkaRecordSerializationSchema.KafkaSinkContext {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0};
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void writesTheLineOfTheFileWithCloudEventsHeaders() throws Exception {
        Prediction prediction = prediction(Prediction.How.ANALYSED);
        ProducerRecord<byte[], byte[]> record = serialize(prediction);

        assertThat(record).isNotNull();
        assertThat(record.topic()).isEqualTo("ekya.predictions");
        assertThat(text(record.key())).isEqualTo("edge/north");
        assertThat(text(record.value()))
                .isEqualTo(new ObjectMapper().writeValueAsString(prediction));
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(h -> headers.put(h.key(), text(h.value())));
        assertThat(headers)
                .isEqualTo(
                        Map.of(
                                "ce_specversion",
                                "1.0",
                                "ce_id",
                                "edge/north/7",
                                "ce_source",
                                "/edge/north",
                                "ce_type",
                                "io.ekya.prediction",
                                "ce_time",
                                "2026-05-01T12:00:00.250Z",
                                "content-type",
                                "application/json"));
    }

    @Test
    void omitsRecordsWithoutAFrame() {
        assertThat(serialize(prediction(Prediction.How.NONE))).isNull();
    }
}
