/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import io.ekya.job.record.Allocation;
import io.ekya.schedule.CameraProfile.RunningRetraining;
import io.ekya.schedule.Decision;
import io.ekya.schedule.Decision.Order;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans a site: lets the policy plan, and turns the first phase of the plan into allocations and
 * the new site state. Turning plans into orders and advancing running retrainings is shared with
 * the simulator. Pure.
 */
public final class SitePlanner {
    /** Factor by which inference gets more than its measured demand, so that it keeps up. */
    private static final double HEADROOM = 1.1;

    private final SiteRules rules;
    private final Policy policy;
    private final ProblemBuilder problems;

    /** The allocations of a decision, and the site state after it. */
    public record Allocated(SiteState site, List<Allocation> allocations) {}

    public SitePlanner(SiteRules rules, Policy policy) {
        this.rules = rules;
        this.policy = policy;
        this.problems = new ProblemBuilder(rules);
    }

    /** Plans the rest of the window. */
    public Allocated plan(SiteState site, long nowMillis, String reason) {
        SchedulingProblem problem = problems.build(site, nowMillis);
        Plan plan = policy.plan(problem);
        List<Order> orders = Decision.of(problem, plan).orders();
        List<Next> next = new ArrayList<>();
        for (int c = 0; c < orders.size(); c++) {
            next.add(next(site.cameras().get(c), orders.get(c), site.window(), nowMillis));
        }
        double used = next.stream().mapToDouble(Next::shares).sum();
        double profiling = Math.max(0, rules.shareable() - used);
        return decide(site, true, next, source(profiling, plan.estimatedAccuracy(), reason));
    }

    /** What a camera gets from now on, and whether its retraining has to be started. */
    private record Next(CameraState state, boolean starts) {
        /** Starts or repeats what has not been confirmed. */
        static Next of(CameraState state) {
            ActiveRetraining retraining = state.running();
            return new Next(state, retraining != null && !retraining.confirmed());
        }

        double shares() {
            ActiveRetraining retraining = state.running();
            return state.inference().share() + (retraining == null ? 0 : retraining.share());
        }
    }

    private Next next(CameraState camera, Order order, long window, long nowMillis) {
        CameraState state =
                camera.withInference(
                        order.inferenceOption().orElse(rules.cheapest().id()),
                        order.inferenceShare());
        ActiveRetraining running = camera.running();
        if (order.job().isEmpty()) {
            return Next.of(running == null ? state : state.dropped());
        }
        if (running != null && !order.starts()) {
            return Next.of(state.withRunning(advance(running, nowMillis, order.retrainingShare())));
        }
        return Next.of(
                state.starting(
                        chosen(camera, order.job().get(), order.retrainingShare(), nowMillis),
                        window));
    }

    private static ActiveRetraining chosen(
            CameraState camera, RunningRetraining option, double share, long nowMillis) {
        CameraState.Profile profile = camera.known().profile();
        if (profile == null) {
            throw new IllegalStateException(
                    "retraining %s of camera %s was planned without a micro-profile"
                            .formatted(option.id(), camera.camera()));
        }
        return new ActiveRetraining(
                option.id(),
                profile.window(),
                new ActiveRetraining.Progress(
                        option.remainingGpuSeconds(), option.accuracy(), nowMillis),
                share,
                false);
    }

    /**
     * Makes room for micro-profiling at the beginning of a window: inference keeps its
     * configuration but only the share that it needs, running retrainings give way to profiling,
     * and profiling gets the rest.
     */
    public Allocated makeRoom(SiteState site, long nowMillis, String reason) {
        double inference = 0;
        double training = 0;
        for (CameraState camera : site.cameras()) {
            inference += needed(camera);
            training += camera.running() == null ? 0 : camera.running().share();
        }
        double available = rules.shareable() - rules.windowStartProfiling();
        double inferenceFactor = inference > available ? available / inference : 1;
        double trainingFactor =
                Math.min(1, (available - inferenceFactor * inference) / Math.max(1e-9, training));
        List<Next> next = new ArrayList<>();
        for (CameraState camera : site.cameras()) {
            CameraState state =
                    camera.withInference(
                            camera.inference().configuration(), inferenceFactor * needed(camera));
            ActiveRetraining retraining = camera.running();
            next.add(
                    Next.of(
                            retraining == null
                                    ? state
                                    : state.withRunning(
                                            advance(
                                                    retraining,
                                                    nowMillis,
                                                    trainingFactor * retraining.share()))));
        }
        double profiling =
                rules.shareable() - inferenceFactor * inference - trainingFactor * training;
        return decide(site, false, next, source(profiling, null, reason));
    }

    private ActiveRetraining advance(ActiveRetraining retraining, long nowMillis, double newShare) {
        return retraining.at(nowMillis, newShare, rules.speedAt(retraining.share()));
    }

    /** Share that inference needs to keep up with the option in force, at most what it has. */
    private double needed(CameraState camera) {
        double demand =
                camera.known().demands().getOrDefault(optionInForce(camera), Double.MAX_VALUE);
        return Math.min(camera.inference().share(), HEADROOM * demand);
    }

    /** Repeats what is in force, for a new epoch. */
    public Allocated repeat(SiteState site, String reason) {
        List<Next> next = site.cameras().stream().map(Next::of).toList();
        return decide(site, site.planned(), next, source(site.profilingShare(), null, reason));
    }

    /** Id of the option in force, or of the most demanding one if the camera chooses. */
    private String optionInForce(CameraState camera) {
        String configuration = camera.inference().configuration();
        return configuration == null ? rules.inference().get(0).id() : configuration;
    }

    private Allocation.Source source(
            double profilingShare, @Nullable Double estimatedAccuracy, String reason) {
        return new Allocation.Source(profilingShare, policy.name(), estimatedAccuracy, reason);
    }

    private Allocated decide(
            SiteState site, boolean planned, List<Next> next, Allocation.Source source) {
        SiteState after =
                site.decided(
                        planned, source.profilingShare(), next.stream().map(Next::state).toList());
        List<Allocation> allocations =
                next.stream().map(n -> allocation(after, n, source)).toList();
        return new Allocated(after, allocations);
    }

    private Allocation allocation(SiteState site, Next next, Allocation.Source source) {
        CameraState camera = next.state();
        SiteState.Epoch epoch = site.currentEpoch();
        return new Allocation(
                rules.site(),
                camera.camera(),
                epoch.number(),
                epoch.revision(),
                site.window(),
                new Allocation.InferenceShare(
                        camera.inference().configuration(), camera.inference().share()),
                retraining(next),
                source);
    }

    private static Allocation.@Nullable RetrainingShare retraining(Next next) {
        ActiveRetraining retraining = next.state().running();
        return retraining == null
                ? null
                : new Allocation.RetrainingShare(
                        retraining.configuration(),
                        retraining.share(),
                        next.starts(),
                        retraining.trainingWindow(),
                        retraining.progress().accuracy());
    }
}
