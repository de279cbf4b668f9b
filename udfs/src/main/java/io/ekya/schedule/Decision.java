/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import io.ekya.schedule.CameraProfile.RunningRetraining;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The actions until the next retraining ends: one phase of a plan as one order per camera. Both the
 * job and the simulator execute plans through it: plan, issue orders, let time pass, and replan the
 * remainder whenever a retraining ends.
 *
 * @param problem the problem that was planned
 * @param orders one per camera, in the problem's order
 */
public record Decision(SchedulingProblem problem, List<Order> orders) {

    /**
     * What one camera does until the next decision.
     *
     * @param camera id
     * @param inferenceOption id, or empty where none fits
     * @param inferenceShare GPUs
     * @param job the retraining that runs from now on, with its remaining work; paused if its share
     *     is 0; if empty, a running one is cancelled
     * @param starts whether the job has to be started
     * @param retrainingShare GPUs, at most 1
     * @param speed GPU-seconds of work the job does per second
     */
    public record Order(
            String camera,
            Optional<String> inferenceOption,
            double inferenceShare,
            Optional<RunningRetraining> job,
            boolean starts,
            double retrainingShare,
            double speed) {

        private Order pausing(Optional<RunningRetraining> running) {
            return new Order(camera, inferenceOption, inferenceShare, running, false, 0, 0);
        }

        /** Returns the seconds until the job ends; infinite if nothing runs. */
        public double secondsToEnd() {
            return job.filter(j -> speed > 0)
                    .map(j -> j.remainingGpuSeconds() / speed)
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }

    public Decision {
        orders = List.copyOf(orders);
    }

    /**
     * Returns the orders of a plan's first phase. A running retraining that has no share in it but
     * continues in a later phase is paused, not cancelled.
     */
    public static Decision of(SchedulingProblem problem, Plan plan) {
        Decision first = of(problem, plan.phases().get(0));
        Set<String> continued = continued(problem, plan);
        List<Order> orders = new ArrayList<>(first.orders().size());
        for (int c = 0; c < first.orders().size(); c++) {
            Order order = first.orders().get(c);
            Optional<RunningRetraining> running = problem.cameras().get(c).running();
            boolean isPaused = order.job().isEmpty() && continued.contains(order.camera());
            orders.add(isPaused ? order.pausing(running) : order);
        }
        return new Decision(problem, orders);
    }

    /** Cameras whose running retraining has a share in some phase. */
    private static Set<String> continued(SchedulingProblem problem, Plan plan) {
        Map<String, String> running = new HashMap<>();
        problem.cameras().forEach(c -> c.running().ifPresent(r -> running.put(c.id(), r.id())));
        return plan.phases().stream()
                .flatMap(phase -> phase.cameras().stream())
                .filter(share -> share.retrainingShare() > 0 && share.retraining().isPresent())
                .filter(share -> share.retraining().get().equals(running.get(share.id())))
                .map(Plan.Share::id)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the orders of a phase. The phase may have been planned some time ago; retrainings
     * that have ended since are ignored.
     *
     * @throws IllegalArgumentException if the phase omits a camera
     */
    public static Decision of(SchedulingProblem problem, Plan.Phase phase) {
        Map<String, Plan.Share> shares =
                phase.cameras().stream()
                        .collect(Collectors.toMap(Plan.Share::id, Function.identity()));
        List<Order> orders = new ArrayList<>(problem.cameras().size());
        for (CameraProfile camera : problem.cameras()) {
            Plan.Share share = shares.get(camera.id());
            if (share == null) {
                throw new IllegalArgumentException("the plan omits camera " + camera.id());
            }
            orders.add(order(camera, share));
        }
        return new Decision(problem, orders);
    }

    private static Order order(CameraProfile camera, Plan.Share share) {
        double gpu = Math.min(1, share.retrainingShare());
        Optional<RunningRetraining> job =
                share.retraining().filter(id -> gpu > 0).flatMap(id -> job(camera, id));
        boolean continues = job.isPresent() && job.equals(camera.running());
        return new Order(
                camera.id(),
                share.inferenceOption(),
                share.inferenceShare(),
                job,
                job.isPresent() && !continues,
                job.isPresent() ? gpu : 0,
                job.isPresent() ? camera.speedAt(gpu) : 0);
    }

    private static Optional<RunningRetraining> job(CameraProfile camera, String id) {
        return camera.running()
                .filter(running -> running.id().equals(id))
                .or(
                        () ->
                                camera.retraining().stream()
                                        .filter(option -> option.id().equals(id))
                                        .findFirst()
                                        .map(CameraProfile.RetrainingOption::started));
    }

    /** Returns the cameras' mean accuracy while this decision is in effect, 0..1. */
    double accuracy() {
        double sum = 0;
        for (int c = 0; c < orders.size(); c++) {
            CameraProfile camera = problem.cameras().get(c);
            String option = orders.get(c).inferenceOption.orElse("");
            for (CameraProfile.InferenceOption offered : camera.inference()) {
                if (offered.id().equals(option)) {
                    sum += camera.accuracy() * offered.accuracyFactor();
                }
            }
        }
        return sum / Math.max(1, orders.size());
    }

    /** Returns the seconds until the first retraining ends; infinite if nothing runs. */
    public double secondsToNextEnd() {
        return orders.stream()
                .mapToDouble(Order::secondsToEnd)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Returns the remaining problem after this decision was in effect for some time. A retraining
     * that was started is now the running one, and its camera has no further options: at most one
     * retraining is started per camera and window. A running retraining without an order is
     * dropped.
     *
     * @param seconds elapsed, less than the remainder of the window
     */
    public SchedulingProblem after(double seconds) {
        double left = problem.windowSeconds() - seconds;
        if (!(seconds >= 0 && left > 0)) {
            throw new IllegalArgumentException(
                    "seconds must be at least 0 and less than the remaining %s, but are %s"
                            .formatted(problem.windowSeconds(), seconds));
        }
        List<CameraProfile> cameras = new ArrayList<>(orders.size());
        for (int c = 0; c < orders.size(); c++) {
            Order order = orders.get(c);
            CameraProfile camera = problem.cameras().get(c);
            cameras.add(
                    camera.with(
                            order.starts ? List.of() : camera.retraining(),
                            order.job.map(job -> job.after(seconds, order.speed))));
        }
        return problem.withWindow(left).withCameras(cameras);
    }
}
