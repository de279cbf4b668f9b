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

/**
 * Decides for a site: has the policy plan, and turns the plan's first phase into allocations and
 * into the state that remembers them. A plan becomes orders, and running retrainings advance, by
 * the code that the simulator uses. Pure.
 */
public final class SitePlanner {
    /** Inference gets this much above what it was measured to need, so that it keeps up. */
    private static final double HEADROOM = 1.1;

    private final SiteRules rules;
    private final Policy policy;
    private final ProblemBuilder problems;

    /** The allocations of a plan, and what is remembered of it. */
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
        return decide(site, true, profiling, next, plan.estimatedAccuracy(), reason);
    }

    /** What a camera gets from now on. */
    private record Next(CameraState state, boolean starts, double expected) {
        double shares() {
            ActiveRetraining job = state.running();
            return state.inferenceShare() + (job == null ? 0 : job.share());
        }
    }

    private Next next(CameraState camera, Order order, long window, long nowMillis) {
        CameraState state =
                camera.given(
                        order.inferenceOption().orElse(rules.cheapest().id()),
                        order.inferenceShare());
        ActiveRetraining running = camera.running();
        if (order.job().isEmpty()) {
            return new Next(running == null ? state : state.dropped(), false, 0);
        }
        if (running != null && !order.starts()) {
            ActiveRetraining job = later(running, nowMillis, order.retrainingShare());
            return new Next(
                    state.training(job, camera.retrainedIn()), !job.confirmed(), job.accuracy());
        }
        RunningRetraining chosen = order.job().get();
        ActiveRetraining job =
                new ActiveRetraining(
                        chosen.id(),
                        camera.profiledWindow(),
                        chosen.remainingGpuSeconds(),
                        chosen.accuracy(),
                        order.retrainingShare(),
                        nowMillis,
                        false);
        return new Next(state.training(job, window), true, chosen.accuracy());
    }

    /**
     * Makes room for micro-profiling at a window's beginning: inference keeps its configuration but
     * only what it needs, retrainings that still run give way to profiling, which gets the rest.
     */
    public Allocated makeRoom(SiteState site, long nowMillis, String reason) {
        double inference = 0;
        double training = 0;
        for (CameraState camera : site.cameras()) {
            inference += needed(camera);
            training += camera.running() == null ? 0 : camera.running().share();
        }
        double most = rules.shareable() - rules.firmProfiling();
        double infer = inference > most ? most / inference : 1;
        double train = Math.min(1, (most - infer * inference) / Math.max(1e-9, training));
        List<Next> next = new ArrayList<>();
        for (CameraState camera : site.cameras()) {
            CameraState state = camera.given(camera.inference(), infer * needed(camera));
            ActiveRetraining job = camera.running();
            if (job != null) {
                job = later(job, nowMillis, train * job.share());
                state = state.training(job, camera.retrainedIn());
            }
            next.add(
                    new Next(
                            state,
                            job != null && !job.confirmed(),
                            job == null ? 0 : job.accuracy()));
        }
        double profiling = rules.shareable() - infer * inference - train * training;
        return decide(site, false, profiling, next, Double.NaN, reason);
    }

    private ActiveRetraining later(ActiveRetraining job, long nowMillis, double newShare) {
        return job.at(nowMillis, newShare, rules.speedAt(job.share()));
    }

    /** What inference needs to keep up under the option in force, at most what it has. */
    private double needed(CameraState camera) {
        double demand = camera.demands().getOrDefault(inForce(camera), Double.MAX_VALUE);
        return Math.min(camera.inferenceShare(), HEADROOM * demand);
    }

    /** Says again what is in force, for a new epoch. */
    public Allocated repeat(SiteState site, String reason) {
        List<Next> next =
                site.cameras().stream()
                        .map(
                                c -> {
                                    ActiveRetraining job = c.running();
                                    return new Next(
                                            c,
                                            job != null && !job.confirmed(),
                                            job == null ? 0 : job.accuracy());
                                })
                        .toList();
        return decide(site, site.planned(), site.profilingShare(), next, Double.NaN, reason);
    }

    /** The option whose demand counts: the one in force, or the most demanding one. */
    private String inForce(CameraState camera) {
        return camera.inference().isEmpty() ? rules.inference().get(0).id() : camera.inference();
    }

    private Allocated decide(
            SiteState site,
            boolean planned,
            double profiling,
            List<Next> next,
            double estimate,
            String reason) {
        SiteState after = site.decided(planned, profiling, next.stream().map(Next::state).toList());
        List<Allocation> allocations =
                next.stream().map(n -> allocation(after, n, estimate, reason)).toList();
        return new Allocated(after, allocations);
    }

    private Allocation allocation(SiteState site, Next next, double estimate, String reason) {
        CameraState camera = next.state();
        ActiveRetraining job = camera.running();
        return new Allocation(
                rules.site(),
                camera.camera(),
                site.epoch(),
                site.revision(),
                site.window(),
                camera.inference(),
                camera.inferenceShare(),
                job == null ? "" : job.configuration(),
                job == null ? 0 : job.share(),
                next.starts(),
                job == null ? -1 : job.trainingWindow(),
                next.expected(),
                site.profilingShare(),
                policy.name(),
                estimate,
                reason);
    }
}
