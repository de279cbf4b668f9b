/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An exception of the deserialiser would end the job, so it must accept everything. */
class FrameRecordDeserializerTest {
    private static FrameRecord read(
            byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        List<FrameRecord> out = new ArrayList<>();
        Collector<FrameRecord> collector = new ListCollector<>(out);
        new FrameRecordDeserializer()
                .deserialize(
                        new ConsumerRecord<>(
                                "ekya.frames",
                                2,
                                99,
                                1_000,
                                TimestampType.CREATE_TIME,
                                key == null ? -1 : key.length,
                                value == null ? -1 : value.length,
                                key,
                                value,
                                headers,
                                Optional.empty()),
                        collector);
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void wrapsKeyValueAndHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", utf8("12"));
        headers.add("ce_time", utf8("2026-05-01T12:00:00Z"));
        headers.add("content-type", utf8("image/jpeg"));
        headers.add("boxes", utf8("[]"));
        byte[] value = {1, 2};

        assertThat(read(utf8("edge/north"), value, headers))
                .isEqualTo(
                        new FrameRecord(
                                "edge/north",
                                value,
                                "12",
                                "2026-05-01T12:00:00Z",
                                "image/jpeg",
                                "[]",
                                99,
                                1_000));
    }

    @Test
    void acceptsARecordOfNothing() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_time", null);
        assertThat(read(null, null, headers))
                .isEqualTo(new FrameRecord("", null, null, null, null, null, 99, 1_000));
    }

    @Test
    void acceptsRandomBytes() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(50)];
            random.nextBytes(bytes);
            RecordHeaders headers = new RecordHeaders();
            headers.add("ce_id", bytes);
            headers.add("ce_time", bytes);
            FrameRecord record = read(bytes, bytes, headers);
            assertThat(record.jpeg()).isSameAs(bytes);
            assertThat(new FrameClock(10).eventMillis(record, 5_000)).isBetween(4_990L, 5_000L);
        }
    }
}
