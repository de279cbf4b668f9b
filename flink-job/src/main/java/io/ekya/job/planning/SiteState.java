/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planner's view of its site. Public for Flink's state.
 *
 * @param epoch under which commands are sent; null before the first handshake with the sidecar
 * @param window number of the running window
 * @param startedAtMillis wall-clock time at which that window began; 0 before the first report
 * @param planned whether that window has been planned
 * @param profilingShare in force, GPUs
 * @param cameras sorted by id
 */
public record SiteState(
        @Nullable Epoch epoch,
        long window,
        long startedAtMillis,
        boolean planned,
        double profilingShare,
        List<CameraState> cameras) {

    /**
     * The epoch of a site's commands.
     *
     * @param number obtained from the sidecar
     * @param revision of the last allocations within the epoch
     * @param journal id of the journal whose events are applied
     * @param windowMillis length of the windows that are numbered
     */
    public record Epoch(long number, long revision, String journal, long windowMillis) {
        Epoch nextRevision() {
            return new Epoch(number, revision + 1, journal, windowMillis);
        }
    }

    /** A retraining that runs in the sidecar. */
    public record Running(String camera, String configuration, long trainingWindow) {
        private boolean is(CameraState state) {
            ActiveRetraining retraining = state.running();
            return state.camera().equals(camera)
                    && retraining != null
                    && retraining.is(configuration, trainingWindow);
        }
    }

    /** A site of which nothing is known yet, in its first window. */
    public static SiteState unknown(SiteRules rules, long window) {
        List<CameraState> cameras =
                rules.cameras().stream()
                        .map(c -> CameraState.unknown(c, rules.firstInference()))
                        .toList();
        return new SiteState(null, window, 0, false, rules.firstProfiling(), cameras);
    }

    /**
     * The sidecar has answered a handshake. Retrainings that do not run there are forgotten; what
     * runs there without being known is cancelled by the first allocations of the epoch.
     */
    public SiteState inEpoch(Epoch next, List<Running> running) {
        List<CameraState> reconciled =
                cameras.stream()
                        .map(
                                c ->
                                        running.stream().anyMatch(r -> r.is(c))
                                                        || c.running() == null
                                                ? confirmed(c)
                                                : c.forgotten())
                        .toList();
        return new SiteState(next, window, startedAtMillis, planned, profilingShare, reconciled);
    }

    private static CameraState confirmed(CameraState camera) {
        ActiveRetraining retraining = camera.running();
        return retraining == null ? camera : camera.withRunning(retraining.confirm());
    }

    /** Takes up the cameras and the window length of a changed configuration. */
    public SiteState adaptedTo(SiteRules rules, long windowMillis, long currentWindow) {
        List<CameraState> adapted =
                rules.cameras().stream()
                        .map(
                                id ->
                                        camera(id)
                                                .orElseGet(
                                                        () ->
                                                                CameraState.unknown(
                                                                        id,
                                                                        rules.firstInference())))
                        .toList();
        if (epoch == null || epoch.windowMillis() == windowMillis) {
            return new SiteState(epoch, window, startedAtMillis, planned, profilingShare, adapted);
        }
        return new SiteState(
                epoch,
                currentWindow,
                0,
                false,
                profilingShare,
                adapted.stream().map(CameraState::renumbered).toList());
    }

    Optional<CameraState> camera(String id) {
        return cameras.stream().filter(c -> c.camera().equals(id)).findFirst();
    }

    /** Enters a window that has not been planned yet. */
    SiteState inWindow(long newWindow, long atMillis) {
        return new SiteState(epoch, newWindow, atMillis, false, profilingShare, cameras);
    }

    SiteState startedAt(long atMillis) {
        return new SiteState(epoch, window, atMillis, planned, profilingShare, cameras);
    }

    /**
     * Records a decision under the next revision.
     *
     * @throws IllegalStateException before the first handshake
     */
    SiteState decided(boolean isPlanned, double newProfiling, List<CameraState> newCameras) {
        return new SiteState(
                currentEpoch().nextRevision(),
                window,
                startedAtMillis,
                isPlanned,
                newProfiling,
                newCameras);
    }

    /**
     * The epoch of commands.
     *
     * @throws IllegalStateException before the first handshake
     */
    public Epoch currentEpoch() {
        if (epoch == null) {
            throw new IllegalStateException("the sidecar has not assigned an epoch yet");
        }
        return epoch;
    }

    SiteState with(CameraState changed) {
        List<CameraState> all =
                cameras.stream()
                        .map(c -> c.camera().equals(changed.camera()) ? changed : c)
                        .toList();
        return new SiteState(epoch, window, startedAtMillis, planned, profilingShare, all);
    }
}
