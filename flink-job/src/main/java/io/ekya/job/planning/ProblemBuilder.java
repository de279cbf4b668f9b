/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import io.ekya.infer.AccuracyFactors;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.SkipLoss;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.CameraProfile.RunningRetraining;
import io.ekya.schedule.SchedulingProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the scheduling problem of a site from its state. Pure. */
final class ProblemBuilder {
    /** Assumed accuracy of a student whose accuracy is unknown. */
    static final double UNKNOWN_ACCURACY = 0.5;

    /** Shortest time that is planned. */
    static final double MIN_SECONDS = 0.1;

    private final SiteRules rules;
    private final AccuracyFactors prior;

    ProblemBuilder(SiteRules rules) {
        this.rules = rules;
        this.prior = new AccuracyFactors(rules.fullSide(), new SkipLoss());
    }

    /** Builds the problem for the rest of the running window. */
    SchedulingProblem build(SiteState site, long nowMillis) {
        double elapsed = (nowMillis - site.startedAtMillis()) / 1000.0;
        double remaining = Math.max(MIN_SECONDS, rules.windowSeconds() - Math.max(0, elapsed));
        boolean profiled = site.cameras().stream().allMatch(c -> isProfiled(c, site));
        double reserved = rules.labelling() + (profiled ? 0 : rules.lateProfiling());
        return new SchedulingProblem(
                rules.gpus(),
                rules.quantum(),
                remaining,
                rules.minAccuracy(),
                Math.min(rules.gpus(), reserved),
                rules.terminalSeconds(),
                site.cameras().stream().map(c -> profile(c, site.window(), nowMillis)).toList());
    }

    /** Whether the labels of the previous window have been profiled. */
    static boolean isProfiled(CameraState camera, SiteState site) {
        return camera.isProfiledSince(site.window() - 1);
    }

    private CameraProfile profile(CameraState camera, long window, long nowMillis) {
        Double known = camera.known().accuracy();
        double accuracy = known == null ? UNKNOWN_ACCURACY : fraction(known);
        Optional<RunningRetraining> running =
                Optional.ofNullable(camera.running())
                        .map(r -> r.at(nowMillis, r.share(), rules.speedAt(r.share())))
                        .map(ActiveRetraining::planned);
        return new CameraProfile(
                camera.camera(),
                accuracy,
                rules.inference().stream().map(o -> inference(camera, o)).toList(),
                retraining(camera, window),
                running,
                rules.speed());
    }

    private InferenceOption inference(CameraState camera, InferenceConfiguration option) {
        Map<String, Double> factors = camera.known().accuracyFactors();
        double factor = factors.getOrDefault(option.id(), prior.factor(option));
        double demand = camera.known().demands().getOrDefault(option.id(), guessedDemand(option));
        return new InferenceOption(option.id(), demand, fraction(factor));
    }

    /**
     * Assumed demand before any measurement: full frame rate and resolution just fit an equal
     * share.
     */
    private double guessedDemand(InferenceConfiguration option) {
        double pixels = Math.pow((double) option.side() / rules.fullSide(), 2);
        return rules.firstInference() * pixels / option.everyNth();
    }

    /**
     * Retraining options on the labels of the previous window; older labels have been trained on or
     * are out of date. There are none while a retraining of this window is running, and after it
     * only if the rules allow another one.
     */
    private List<RetrainingOption> retraining(CameraState camera, long window) {
        Long retrainedIn = camera.retrainedIn();
        boolean isRetrained = retrainedIn != null && retrainedIn >= window;
        boolean mayFollow = rules.again() && camera.running() == null;
        if ((isRetrained && !mayFollow) || !camera.isProfiledSince(window - 1)) {
            return List.of();
        }
        ActiveRetraining running = camera.running();
        return camera.options().stream()
                .filter(o -> running == null || !o.configuration().equals(running.configuration()))
                .map(
                        o ->
                                new RetrainingOption(
                                        o.configuration(),
                                        Math.max(0, o.gpuSeconds()),
                                        fraction(o.accuracy())))
                .toList();
    }

    private static double fraction(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
