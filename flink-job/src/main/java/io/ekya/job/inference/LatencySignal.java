/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.commands.RetryingSender;
import io.ekya.job.commands.SidecarCall;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.client.Sidecar;

/**
 * Reports to the sidecar when a subtask's predictions are late, so that training yields. The task
 * thread never blocks; reports that cannot be sent at once expire, since they would no longer be
 * true.
 */
final class LatencySignal implements AutoCloseable {
    private static final long VALID_NANOS = 1_000_000_000L;

    private final String site;
    private final String source;
    private final long targetMillis;
    private final LatencyWatch watch;
    private final RetryingSender sender;

    /**
     * @param source id of the reporting subtask, such as {@code infer-0}
     * @param sidecar closed with this
     * @param failure receives what ends the sending thread unexpectedly
     */
    LatencySignal(
            String site, String source, long targetMillis, Sidecar sidecar, ThreadFailure failure) {
        this.site = site;
        this.source = source;
        this.targetMillis = targetMillis;
        this.watch = new LatencyWatch(targetMillis);
        this.sender = new RetryingSender("latency of " + source, sidecar, 1, failure);
    }

    void start() {
        sender.start();
    }

    /**
     * Records the latency of a prediction.
     *
     * @param nowMillis wall-clock time
     * @param latencyMillis from the capture of the frame until now
     */
    void record(long nowMillis, long latencyMillis) {
        watch.record(nowMillis, latencyMillis).ifPresent(this::report);
    }

    private void report(double latencyMillis) {
        sender.submit(
                new SidecarCall.ReportLatency(
                        new LatencyReport(site, source, latencyMillis, (double) targetMillis),
                        System.nanoTime() + VALID_NANOS));
    }

    @Override
    public void close() throws InterruptedException {
        sender.close();
    }
}
