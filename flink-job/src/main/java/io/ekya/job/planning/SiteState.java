package io.ekya.job.planning;

import java.util.List;

/**
 * What the planner knows of its site. Public for Flink's state.
 *
 * @param epoch of its commands; 0 before the sidecar answered the first greeting
 * @param revision of its last allocations within the epoch
 * @param firstEvent number of the journal's first event that counts: earlier ones were another
 *     run's
 * @param window that is running
 * @param startedAtMillis wall-clock time at which that window began
 * @param planned whether that window was planned
 * @param profilingShare in force, GPUs
 * @param cameras sorted by id
 */
public record SiteState(
        long epoch,
        long revision,
        long firstEvent,
        long window,
        long startedAtMillis,
        boolean planned,
        double profilingShare,
        List<CameraState> cameras) {

    public static SiteState unknown(SiteRules rules) {
        List<CameraState> cameras =
                rules.cameras().stream()
                        .map(c -> CameraState.unknown(c, rules.firstInference()))
                        .toList();
        return new SiteState(0, 0, 0, 0, 0, false, rules.firstProfiling(), cameras);
    }

    public SiteState greeted(long newEpoch, long newFirstEvent) {
        long first = epoch == 0 ? newFirstEvent : firstEvent;
        return new SiteState(
                newEpoch, 0, first, window, startedAtMillis, planned, profilingShare, cameras);
    }

    SiteState inWindow(long newWindow, long atMillis) {
        return new SiteState(
                epoch, revision, firstEvent, newWindow, atMillis, false, profilingShare, cameras);
    }

    SiteState startedAt(long atMillis) {
        return new SiteState(
                epoch, revision, firstEvent, window, atMillis, planned, profilingShare, cameras);
    }

    SiteState decided(boolean isPlanned, double newProfiling, List<CameraState> newCameras) {
        return new SiteState(
                epoch,
                revision + 1,
                firstEvent,
                window,
                startedAtMillis,
                isPlanned,
                newProfiling,
                newCameras);
    }

    SiteState with(CameraState changed) {
        List<CameraState> all =
                cameras.stream()
                        .map(c -> c.camera().equals(changed.camera()) ? changed : c)
                        .toList();
        return new SiteState(
                epoch, revision, firstEvent, window, startedAtMillis, planned, profilingShare, all);
    }
}
