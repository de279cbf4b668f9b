/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.schedule.Decision;
import io.ekya.schedule.Placement;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import io.ekya.schedule.WindowSimulation;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The GPU of each job in the first phase of a plan, and the accuracy lost by rounding the shares.
 *
 * @param accuracyLost mean over the window, replanned whenever a retraining ends, 0..1; negative if
 *     the rounded shares are better than those on the scheduler's grid
 */
record PlacementReport(List<Placement.Job> jobs, double accuracyLost) {
    private static final double POINTS = 100;

    static PlacementReport of(Policy policy, SchedulingProblem problem, Plan plan) {
        double unplaced = WindowSimulation.accuracy(policy, problem, UnaryOperator.identity());
        double placed = WindowSimulation.accuracy(policy, problem, d -> Placement.of(d).decision());
        return new PlacementReport(
                Placement.of(Decision.of(problem, plan)).jobs(), unplaced - placed);
    }

    void json(ObjectNode node) {
        node.put("accuracyLost", accuracyLost);
        ArrayNode list = node.putArray("jobs");
        for (Placement.Job job : jobs) {
            list.addObject()
                    .put("camera", job.camera())
                    .put("job", kind(job))
                    .put("gpu", job.gpu())
                    .put("share", job.share());
        }
    }

    /** Returns one line per GPU. */
    List<String> lines() {
        return jobs.stream().map(Placement.Job::gpu).distinct().map(this::line).toList();
    }

    private String line(int gpu) {
        return "GPU %d: %s"
                .formatted(
                        gpu,
                        jobs.stream()
                                .filter(job -> job.gpu() == gpu)
                                .map(
                                        job ->
                                                "%s %s %s"
                                                        .formatted(
                                                                job.camera(),
                                                                kind(job),
                                                                fraction(job.share())))
                                .collect(Collectors.joining(", ")));
    }

    String title() {
        return String.format(
                Locale.ROOT,
                "placement on GPUs, shares rounded to inverse powers of two (%+.2f points of accuracy):",
                -POINTS * accuracyLost);
    }

    private static String kind(Placement.Job job) {
        return job.retraining() ? "retraining" : "inference";
    }

    private static String fraction(double share) {
        return share == 1 ? "1" : "1/" + Math.round(1 / share);
    }
}
