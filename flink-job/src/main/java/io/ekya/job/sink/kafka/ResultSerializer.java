/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.job.sink.JsonLinesSink;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Serialises results: the value is the JSON object of the JSON Lines files, the key is that of the
 * attributes.
 *
 * @param type the {@code ce_type} of the records
 * @param line what is written; a null omits the record
 */
record ResultSerializer<T>(
        String topic, String type, EventAttributes.Of<T> attributes, JsonLinesSink.Line<T> line)
        implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(
            T record, KafkaSinkContext context, @Nullable Long timestamp) {
        Object value = line.apply(record);
        if (value == null) {
            return null;
        }
        EventAttributes event = attributes.apply(record);
        try {
            return new ProducerRecord<>(
                    topic,
                    null,
                    event.key().getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(value),
                    event.headers(type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }
}
