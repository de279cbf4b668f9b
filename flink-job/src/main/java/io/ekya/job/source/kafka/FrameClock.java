/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * Reads the times of frame records. Pure; a broken clock of a camera cannot move event time away
 * from the wall clock.
 *
 * @param maxAgeMillis age beyond which a frame is stale
 */
record FrameClock(long maxAgeMillis) implements Serializable {
    /** How far a camera's clock may be ahead of this machine's. */
    static final long MAX_AHEAD_MILLIS = 10_000;

    /**
     * Returns when the frame was captured: {@code ce_time}, or Kafka's time of the record without
     * it.
     *
     * @throws UnusableFrameException if {@code ce_time} is not a time
     */
    static long capturedMillis(FrameRecord record) throws UnusableFrameException {
        String text = record.time();
        if (text == null) {
            return record.timestampMillis();
        }
        try {
            return Math.max(0, OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnusableFrameException(
                    "ce_time must be a time such as 2026-05-01T12:00:00.250Z, but is '%s'"
                            .formatted(UnusableFrameException.shortened(text)));
        }
    }

    /**
     * Returns the event time of a record: when it was captured, but at most the present and at
     * least the age at which frames are stale. The bounds only change records that are not
     * analysed, or whose clock is ahead.
     */
    long eventMillis(FrameRecord record, long nowMillis) {
        long captured;
        try {
            captured = capturedMillis(record);
        } catch (UnusableFrameException e) {
            captured = nowMillis;
        }
        return Math.max(nowMillis - maxAgeMillis, Math.min(nowMillis, captured));
    }
}
