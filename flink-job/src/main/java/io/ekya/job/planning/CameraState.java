/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import io.ekya.sidecar.api.ProfileResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The planner's view of one camera. Public for Flink's state.
 *
 * @param retrainedIn window in which a retraining was last started; null if there was none
 * @param running the running retraining
 */
public record CameraState(
        String camera,
        Knowledge known,
        InferenceInForce inference,
        @Nullable Long retrainedIn,
        @Nullable ActiveRetraining running) {

    /**
     * What was measured for a camera.
     *
     * @param accuracy of its student on fresh labels, 0..1; null if unknown
     * @param profile the last micro-profile; null before the first
     * @param accuracyFactors by inference configuration id
     * @param demands GPUs that each inference configuration (by id) needs; empty before the first
     *     report
     */
    public record Knowledge(
            @Nullable Double accuracy,
            @Nullable Profile profile,
            Map<String, Double> accuracyFactors,
            Map<String, Double> demands) {

        Knowledge withAccuracy(@Nullable Double newAccuracy) {
            return new Knowledge(newAccuracy, profile, accuracyFactors, demands);
        }
    }

    /**
     * The outcome of a micro-profile.
     *
     * @param window whose labels were profiled
     * @param options cost and expected accuracy of each retraining configuration
     */
    public record Profile(long window, List<Option> options) {}

    /**
     * A retraining configuration and what it promises.
     *
     * @param gpuSeconds seconds of one GPU
     * @param accuracy expected at its end, 0..1
     */
    public record Option(String configuration, double gpuSeconds, double accuracy) {}

    /**
     * The inference configuration in force.
     *
     * @param configuration its id; null if the camera chooses one that fits its share
     * @param share GPUs
     */
    public record InferenceInForce(@Nullable String configuration, double share) {}

    static CameraState unknown(String camera, double inferenceShare) {
        return new CameraState(
                camera,
                new Knowledge(null, null, Map.of(), Map.of()),
                new InferenceInForce(null, inferenceShare),
                null,
                null);
    }

    private CameraState withKnowledge(Knowledge knowledge) {
        return new CameraState(camera, knowledge, inference, retrainedIn, running);
    }

    /** Takes up a micro-profile; an accuracy that it does not know leaves the last known one. */
    CameraState profiled(long window, ProfileResult result) {
        @Nullable Double measured = finite(result.accuracy());
        return withKnowledge(
                new Knowledge(
                        measured == null ? known.accuracy() : measured,
                        new Profile(window, optionsOf(result)),
                        result.accuracyFactors().isEmpty()
                                ? known.accuracyFactors()
                                : result.accuracyFactors(),
                        known.demands()));
    }

    private static List<Option> optionsOf(ProfileResult result) {
        return result.options().stream()
                .map(o -> new Option(o.configuration(), o.gpuSeconds(), o.accuracy()))
                .toList();
    }

    /** Journals written by version 0.1 hold NaN for an unknown accuracy. */
    private static @Nullable Double finite(@Nullable Double value) {
        return value == null || value.isNaN() ? null : value;
    }

    CameraState withDemands(Map<String, Double> demands) {
        return demands.isEmpty()
                ? this
                : withKnowledge(
                        new Knowledge(
                                known.accuracy(),
                                known.profile(),
                                known.accuracyFactors(),
                                demands));
    }

    CameraState withAccuracy(double accuracy) {
        return withKnowledge(known.withAccuracy(accuracy));
    }

    CameraState withInference(@Nullable String configuration, double share) {
        return new CameraState(
                camera, known, new InferenceInForce(configuration, share), retrainedIn, running);
    }

    /** A retraining starts in a window. */
    CameraState starting(ActiveRetraining retraining, long window) {
        return new CameraState(camera, known, inference, window, retraining);
    }

    /** The running retraining has changed. */
    CameraState withRunning(ActiveRetraining retraining) {
        return new CameraState(camera, known, inference, retrainedIn, retraining);
    }

    /** The retraining was never started, or is not known to the sidecar; it may start again. */
    CameraState forgotten() {
        return new CameraState(camera, known, inference, null, null);
    }

    /** What is known of the camera apart from windows, whose numbers have another meaning now. */
    CameraState renumbered() {
        return new CameraState(
                camera,
                new Knowledge(known.accuracy(), null, known.accuracyFactors(), known.demands()),
                inference,
                null,
                null);
    }

    /** No retraining is running; the options for another one stay. */
    CameraState withoutRunning() {
        return new CameraState(camera, known, inference, retrainedIn, null);
    }

    /** The retraining has ended, leaving these options for another one on the same labels. */
    CameraState ended(List<Option> remaining) {
        Profile profile = known.profile();
        return withoutRunning()
                .withKnowledge(
                        new Knowledge(
                                known.accuracy(),
                                profile == null ? null : new Profile(profile.window(), remaining),
                                known.accuracyFactors(),
                                known.demands()));
    }

    /** The plan drops the running retraining; no other one follows on the same labels. */
    CameraState dropped() {
        boolean isOfProfile = running != null && isProfiled(running.trainingWindow());
        return isOfProfile ? ended(List.of()) : withoutRunning();
    }

    /** Whether the last micro-profile is of this window. */
    boolean isProfiled(long window) {
        Profile profile = known.profile();
        return profile != null && profile.window() == window;
    }

    /** Whether the last micro-profile is of this window or a later one. */
    boolean isProfiledSince(long window) {
        Profile profile = known.profile();
        return profile != null && profile.window() >= window;
    }

    /** Cost and expected accuracy of each retraining configuration, by the last micro-profile. */
    List<Option> options() {
        Profile profile = known.profile();
        return profile == null ? List.of() : profile.options();
    }
}
