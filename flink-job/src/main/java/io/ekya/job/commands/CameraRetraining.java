/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.Allocation.RetrainingShare;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sidecar knows of one camera's retraining, and the calls that bring it to an allocation.
 * A retraining whose start the sidecar has not accepted is started by the next allocation that
 * still contains it; one that was accepted is not started twice. Used by one thread.
 */
final class CameraRetraining {
    private static final Logger LOG = LoggerFactory.getLogger(CameraRetraining.class);

    private static final long NO_EPOCH = -1;

    private final List<RetrainingConfiguration> configurations;
    private @Nullable RetrainingShare sent; // running in the sidecar, or possibly running
    private boolean accepted; // whether the sidecar has accepted what was sent
    private long epoch = NO_EPOCH; // of the last allocation

    CameraRetraining(List<RetrainingConfiguration> configurations) {
        this.configurations = configurations;
    }

    /**
     * Makes the calls for an allocation: cancels another retraining, then starts or resizes. The
     * first allocation of an epoch without a retraining cancels what an earlier run of the job may
     * have left in the sidecar.
     *
     * @throws SidecarException if the sidecar is unavailable or refuses the retraining; calls that
     *     succeeded are not repeated
     */
    void apply(Allocation allocation, Sidecar sidecar) {
        RetrainingShare next = allocation.retraining();
        boolean isFirst = allocation.epoch() != epoch;
        boolean isLeft = isFirst && next == null;
        if (isLeft || (sent != null && !sent.isSame(next))) {
            cancel(allocation, sidecar);
            sent = null;
        }
        epoch = allocation.epoch();
        if (next == null) {
            return;
        }
        boolean isKnown = sent != null && accepted;
        if (!isKnown && next.starts()) {
            start(allocation, next, sidecar);
        } else if (!isKnown || (sent != null && sent.share() != next.share())) {
            resize(allocation, next, sidecar);
        }
    }

    private static void cancel(Allocation a, Sidecar sidecar) {
        try {
            sidecar.cancel(new CancelRequest(a.site(), a.epoch(), a.revision(), a.camera()));
        } catch (SidecarException e) {
            if (e.reason() == SidecarException.Reason.UNAVAILABLE) {
                throw e;
            }
            LOG.warn("Cancelling the retraining of camera {} failed: {}", a.camera(), e.toString());
        }
    }

    private void start(Allocation a, RetrainingShare next, Sidecar sidecar) {
        RetrainingConfiguration configuration =
                configurations.stream()
                        .filter(c -> c.id().equals(next.configuration()))
                        .findFirst()
                        .orElse(null);
        if (configuration == null) {
            LOG.warn(
                    "Retraining configuration {} of camera {} is not configured",
                    next.configuration(),
                    a.camera());
            return;
        }
        sent = next; // the sidecar may accept it although the call fails
        accepted = false;
        sidecar.retrain(
                new RetrainRequest(
                        a.site(),
                        a.epoch(),
                        a.revision(),
                        a.camera(),
                        next.trainingWindow(),
                        configuration,
                        next.expectedAccuracy(),
                        next.share()));
        accepted = true;
    }

    private void resize(Allocation a, RetrainingShare next, Sidecar sidecar) {
        sidecar.resize(
                new ResizeRequest(a.site(), a.epoch(), a.revision(), a.camera(), next.share()));
        sent = next;
        accepted = true;
    }
}
