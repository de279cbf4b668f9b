/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The planner's view of its site. Public for Flink's state.
 *
 * @param epoch under which commands are sent; null before the first handshake with the sidecar
 * @param window number of the running window
 * @param startedAtMillis wall-clock time at which that window began
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
     * @param firstEvent number of the first journal event that counts; earlier ones are of an
     *     earlier run
     */
    public record Epoch(long number, long revision, long firstEvent) {
        Epoch nextRevision() {
            return new Epoch(number, revision + 1, firstEvent);
        }
    }

    public static SiteState unknown(SiteRules rules) {
        List<CameraState> cameras =
                rules.cameras().stream()
                        .map(c -> CameraState.unknown(c, rules.firstInference()))
                        .toList();
        return new SiteState(null, 0, 0, false, rules.firstProfiling(), cameras);
    }

    /** The sidecar has answered a handshake; a restored site keeps its first event. */
    public SiteState withEpoch(long number, long nextEvent) {
        long firstEvent = epoch == null ? nextEvent : epoch.firstEvent();
        return new SiteState(
                new Epoch(number, 0, firstEvent),
                window,
                startedAtMillis,
                planned,
                profilingShare,
                cameras);
    }

    /** Whether an event of this number is of this run; false before the first handshake. */
    public boolean counts(long event) {
        return epoch != null && event >= epoch.firstEvent();
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
    Epoch currentEpoch() {
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
