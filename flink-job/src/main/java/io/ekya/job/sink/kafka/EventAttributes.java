/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.kafka;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The CloudEvents attributes of a result.
 *
 * @param key the record's key, such as {@code site/camera}; results of a key stay in order
 * @param number of the result among those of its key and type; makes {@code ce_id} unique
 * @param timeMillis when it happened
 */
record EventAttributes(String key, String number, long timeMillis) {

    /** Derives the attributes from a record. */
    interface Of<T> extends Function<T, EventAttributes>, Serializable {}

    /** Attributes of a camera's result. */
    static EventAttributes ofCamera(String site, String camera, String number, long timeMillis) {
        return new EventAttributes(site + "/" + camera, number, timeMillis);
    }

    /** The headers of binary mode. */
    Headers headers(String type) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", key + "/" + number);
        add(headers, "ce_source", "/" + key);
        add(headers, "ce_type", type);
        add(headers, "ce_time", Instant.ofEpochMilli(timeMillis).toString());
        add(headers, "content-type", "application/json");
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
