package io.ekya.sidecar.api;

import io.ekya.device.ShareUse;
import io.ekya.sidecar.client.Sidecar;
import java.util.List;

/**
 * What {@link Sidecar#status} says, as JSON.
 *
 * @param device such as {@code cpu}
 * @param gpus the site's device budget; on a processor one GPU is one core
 * @param sharesEnforced false where shares are asked for but not kept
 * @param trainingPressure the part of its share that training has, 0..1: below 1 while inference
 *     says that it is late
 * @param requestedShares sum over the open shares, GPUs
 * @param busySeconds device-busy seconds since the start
 * @param processCpuSeconds CPU time of the whole process since its start
 * @param uptimeSeconds elapsed since the start
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

    /** A site: its epoch, its journal (events oldest to next - 1 are kept), its cameras. */
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
     * @param closed true where it has ended
     * @param student sha256 of the student in service, empty for the base student
     * @param sequence how often that has changed
     */
    public record Camera(String camera, boolean closed, String student, long sequence) {}

    public SidecarStatus {
        sites = List.copyOf(sites);
        jobs = List.copyOf(jobs);
        shares = List.copyOf(shares);
    }
}
