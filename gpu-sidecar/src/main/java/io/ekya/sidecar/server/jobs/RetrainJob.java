/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import io.ekya.sidecar.api.RetrainRequest;
import org.jspecify.annotations.Nullable;

/** A retraining as a job of the device. */
final class RetrainJob implements DeviceJob {
    private final long id;
    private final RetrainRequest request;
    private final DeviceShare share;
    private final Listener listener;
    private final long startNanos = System.nanoTime();

    private boolean started;
    private volatile Stage stage;
    private volatile @Nullable String cancelReason;

    /** Receives progress and ending, on the device thread. */
    interface Listener {
        void started(RetrainJob job);

        void evaluated(RetrainJob job, InterimEvaluation.Evaluated evaluated);

        void decided(RetrainJob job, FinalEvaluation.Decided decided);

        void failed(RetrainJob job, Throwable cause);

        void cancelled(RetrainJob job, String reason);
    }

    RetrainJob(
            long id,
            RetrainRequest request,
            RetrainingStages retraining,
            DeviceShare share,
            Listener listener) {
        this.id = id;
        this.request = request;
        this.share = share;
        this.listener = listener;
        this.stage = retraining.first();
    }

    long id() {
        return id;
    }

    RetrainRequest request() {
        return request;
    }

    Stage stage() {
        return stage;
    }

    double gpuSeconds() {
        return share.busyNanos() / 1e9;
    }

    double achievedShare() {
        return share.busyNanos() / (double) Math.max(1, System.nanoTime() - startNanos);
    }

    /** Takes effect before the next mini-batch. */
    void cancel(String reason) {
        cancelReason = reason;
    }

    /** Returns why it was cancelled; null if it was not. */
    @Nullable String cancelReason() {
        return cancelReason;
    }

    @Override
    public DeviceShare share() {
        return share;
    }

    @Override
    public boolean idle() {
        return false;
    }

    @Override
    public boolean cancelled() {
        return cancelReason != null;
    }

    @Override
    public boolean step() {
        if (!started) {
            started = true;
            listener.started(this);
        }
        stage = stage.step();
        if (stage instanceof InterimEvaluation.Evaluated evaluated) {
            listener.evaluated(this, evaluated);
        }
        return !stage.last();
    }

    @Override
    public void end(Ending ending) {
        if (ending instanceof Ending.Done && stage instanceof FinalEvaluation.Decided decided) {
            listener.decided(this, decided);
            return;
        }
        stage.close();
        if (ending instanceof Ending.Failed failed) {
            listener.failed(this, failed.cause());
        } else if (ending instanceof Ending.Cancelled) {
            listener.cancelled(this, String.valueOf(cancelReason));
        }
    }
}
