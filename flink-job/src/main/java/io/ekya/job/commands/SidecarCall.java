/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.job.record.Allocation;
import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.Sidecar;

/** A call to the sidecar that is repeated until the sidecar accepts or refuses it. */
public sealed interface SidecarCall {

    /** Identifies the command; a newer command replaces an unsent one of the same key. */
    String key();

    /** Whether the command is refused once another job controls the site. */
    default boolean isFenced() {
        return true;
    }

    /** Whether the command is as good under a later epoch of the job. */
    default boolean suitsLaterEpoch() {
        return false;
    }

    /**
     * Makes the call; used by the sender's thread only.
     *
     * @param epoch under which the job sends its commands; without meaning if it is not fenced
     * @throws io.ekya.sidecar.api.SidecarException if the call fails
     */
    void send(Sidecar sidecar, long epoch);

    /**
     * Sends labelled crops.
     *
     * @param number unique within the sender, so that no crops are replaced
     */
    record PutLabels(String site, String camera, long window, long number, LabelledCrops crops)
            implements SidecarCall {
        @Override
        public String key() {
            return "labels " + number + " of camera " + camera;
        }

        @Override
        public boolean suitsLaterEpoch() {
            return true;
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            sidecar.put(site, camera, window, epoch, crops);
        }
    }

    /** Requests a micro-profile. */
    record RequestProfile(ProfileRequest request) implements SidecarCall {
        @Override
        public String key() {
            return "profile of camera " + request.camera();
        }

        @Override
        public boolean suitsLaterEpoch() {
            return true;
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            sidecar.profile(request.inEpoch(epoch));
        }
    }

    /** Reports what a window showed. */
    record ReportWindow(WindowReport report) implements SidecarCall {
        @Override
        public String key() {
            return "report of camera " + report.camera() + ", window " + report.window();
        }

        @Override
        public boolean suitsLaterEpoch() {
            return true;
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            sidecar.report(report.inEpoch(epoch));
        }
    }

    /**
     * Reports the latency of predictions, unless the report has become stale.
     *
     * @param validUntilNanos by {@link System#nanoTime}
     */
    record ReportLatency(LatencyReport report, long validUntilNanos) implements SidecarCall {
        @Override
        public String key() {
            return "latency";
        }

        @Override
        public boolean isFenced() {
            return false;
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            if (System.nanoTime() - validUntilNanos < 0) {
                sidecar.latency(report);
            }
        }
    }

    /** Sets the share of the site's micro-profiling. */
    record SetProfilingShare(ResizeRequest request) implements SidecarCall {
        @Override
        public String key() {
            return "profiling share";
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            sidecar.resize(request);
        }
    }

    /** Starts, resizes or cancels a camera's retraining so that it matches an allocation. */
    record ApplyAllocation(CameraRetraining retraining, Allocation allocation)
            implements SidecarCall {
        @Override
        public String key() {
            return "allocation of camera " + allocation.camera();
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            retraining.apply(allocation, sidecar);
        }
    }

    /** Reports that a camera has ended. */
    record CloseCamera(String site, String camera) implements SidecarCall {
        @Override
        public String key() {
            return "end of camera " + camera;
        }

        @Override
        public boolean suitsLaterEpoch() {
            return true;
        }

        @Override
        public void send(Sidecar sidecar, long epoch) {
            sidecar.close(new CloseRequest(site, camera, epoch));
        }
    }
}
