/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import io.ekya.device.ShareUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of a sidecar, the JSON reply to {@link SidecarAction#STATUS}.
 *
 * @param device such as {@code cpu}
 * @param gpus the site's device budget; on a CPU one GPU is one core
 * @param sharesEnforced false if requested shares are currently not enforced
 * @param trainingPressure fraction of its share that training gets, 0..1; below 1 while inference
 *     misses its latency target
 * @param requestedShares sum of the open shares, GPUs
 * @param busySeconds device-busy seconds since the start
 * @param processCpuSeconds CPU time of the process since its start
 * @param uptimeSeconds seconds since the start
 */
public record SidecarStatus(
        String device,
        double gpus,
        boolean sharesEnforced,
        double trainingPressure,
        double requestedShares,
        double busySeconds,
        double processCpuSeconds,
        double uptimeSeconds,
        List<Site> sites,
        List<JobStatus> jobs,
        List<ShareUse> shares) {

    /**
     * A site.
     *
     * @param journal id of its journal, which retains events {@code oldestEvent} to {@code
     *     nextEvent - 1}
     */
    public record Site(
            String site,
            long epoch,
            String journal,
            long oldestEvent,
            long nextEvent,
            List<Camera> cameras) {
        public Site {
            cameras = List.copyOf(cameras);
        }
    }

    /**
     * A camera.
     *
     * @param closed true if it has ended
     * @param student sha256 of the serving student; null for the base student
     * @param sequence number of changes of the serving student so far
     */
    public record Camera(String camera, boolean closed, @Nullable String student, long sequence) {}

    public SidecarStatus {
        sites = List.copyOf(sites);
        jobs = List.copyOf(jobs);
        shares = List.copyOf(shares);
    }
}
