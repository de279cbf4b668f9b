/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.Allocation;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.Sidecar;
import java.util.HashMap;
import java.util.Map;

/** Queues the commands and reports of an applying subtask; used by the task thread. */
final class CommandSender implements AutoCloseable {
    private static final int CAPACITY = 1_000;

    private final SiteRules rules;
    private final RetryingSender sender;
    private final Map<String, CameraRetraining> cameras = new HashMap<>();

    /**
     * @param sidecar closed with this
     */
    CommandSender(String name, SiteRules rules, Sidecar sidecar, ThreadFailure failure) {
        this.rules = rules;
        this.sender = new RetryingSender(name, sidecar, CAPACITY, failure);
    }

    void start() {
        sender.start();
    }

    /** Sends everything under this epoch from now on. */
    void useEpoch(long epoch) {
        sender.useEpoch(epoch);
    }

    /** Brings the camera's retraining to what this allocation contains. */
    void apply(Allocation allocation) {
        CameraRetraining retraining =
                cameras.computeIfAbsent(
                        allocation.camera(), c -> new CameraRetraining(rules.retraining()));
        sender.submit(new SidecarCall.ApplyAllocation(retraining, allocation));
    }

    /** Sets the share of the site's micro-profiling. */
    void profilingShare(Allocation a) {
        sender.submit(
                new SidecarCall.SetProfilingShare(
                        new ResizeRequest(
                                a.site(),
                                a.epoch(),
                                a.revision(),
                                null,
                                a.source().profilingShare())));
    }

    void report(WindowReport report) {
        sender.submit(new SidecarCall.ReportWindow(report));
    }

    /** Reports that a camera has ended. */
    void close(String camera) {
        sender.submit(new SidecarCall.CloseCamera(rules.site(), camera));
    }

    /** Waits until everything has been sent; returns false on timeout. */
    boolean drain(long millis) throws InterruptedException {
        return sender.drain(millis);
    }

    @Override
    public void close() throws InterruptedException {
        sender.close();
    }
}
