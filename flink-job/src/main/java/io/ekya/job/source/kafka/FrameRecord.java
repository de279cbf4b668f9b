/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import org.jspecify.annotations.Nullable;

/**
 * A record of the frames' topic as it was read; nothing is checked yet.
 *
 * @param key {@code site/camera}
 * @param jpeg the value; null for a tombstone
 * @param id header {@code ce_id}
 * @param time header {@code ce_time}
 * @param contentType header {@code content-type}
 * @param boxes header {@code boxes}
 * @param offset within the partition
 * @param timestampMillis Kafka's time of the record
 */
public record FrameRecord(
        String key,
        byte @Nullable [] jpeg,
        @Nullable String id,
        @Nullable String time,
        @Nullable String contentType,
        @Nullable String boxes,
        long offset,
        long timestampMillis) {}
