/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Metrics of one stream's files: the group {@code file.<stream>} of the sink's operator. */
final class SinkMetrics {
    final Counter written;
    final Counter lost;
    final Counter repeated;
    final Counter deletedFiles;
    private volatile long bytes;
    private volatile int pending;
    private volatile boolean paused;

    SinkMetrics(MetricGroup operator, String stream, FileLimits limits) {
        MetricGroup group = operator.addGroup("file", stream);
        written = group.counter("linesWritten");
        lost = group.counter("linesLost");
        repeated = group.counter("linesRepeated");
        deletedFiles = group.counter("filesDeleted");
        group.gauge("linesPending", (Gauge<Integer>) () -> pending);
        group.gauge("paused", (Gauge<Integer>) () -> paused ? 1 : 0);
        group.gauge("bytesKept", (Gauge<Long>) () -> bytes);
        group.gauge("bytesAllowed", (Gauge<Long>) limits::keepBytes);
    }

    /** Sets the size of all JSON Lines files in the run's folder. */
    void bytesKept(long newBytes) {
        bytes = newBytes;
    }

    void pending(int lines) {
        pending = lines;
    }

    void paused(boolean isPaused) {
        paused = isPaused;
    }
}
