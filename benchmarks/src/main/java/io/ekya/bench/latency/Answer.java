/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

/**
 * A frame's answer as it reached the sink.
 *
 * @param nanos monotonic time
 * @param micros from the moment at which the frame was due until now
 * @param analysed whether the student analysed the frame
 * @param lost frames lost at the source before this one
 * @param student sha256
 */
record Answer(
        String camera,
        long index,
        long nanos,
        long micros,
        boolean analysed,
        int lost,
        String student) {}
