/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.schedule.Plan;
import io.ekya.schedule.SchedulingProblem;
import java.util.Optional;

/**
 * A plan and the figures it is compared with.
 *
 * @param upperBound accuracy that no plan can exceed, 0..1
 * @param decisionMillis wall-clock time of the policy, without JVM warm-up
 * @param placement on GPUs, if requested
 */
record PlanReport(
        SchedulingProblem problem,
        Plan plan,
        double upperBound,
        double decisionMillis,
        Optional<PlacementReport> placement) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Returns a JSON object; shares are in GPUs, the last phase lasts until the end of the window.
     */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("policy", plan.policy());
        root.put("estimatedAccuracy", plan.estimatedAccuracy());
        root.put("upperBound", upperBound);
        root.put("decisionMillis", decisionMillis);
        ArrayNode below = root.putArray("belowFloor");
        plan.belowFloor().forEach(below::add);
        ArrayNode phases = root.putArray("phases");
        for (Plan.Phase phase : plan.phases()) {
            ObjectNode node = phases.addObject();
            node.put("startSeconds", phase.startSeconds());
            ArrayNode cameras = node.putArray("cameras");
            for (Plan.Share share : phase.cameras()) {
                ObjectNode camera = cameras.addObject();
                camera.put("id", share.id());
                camera.put("inferenceOption", share.inferenceOption().orElse(null));
                camera.put("inferenceShare", share.inferenceShare());
                camera.put("retraining", share.retraining().orElse(null));
                camera.put("retrainingShare", share.retrainingShare());
            }
        }
        placement.ifPresent(placed -> placed.json(root.putObject("placement")));
        return root.toPrettyString();
    }

    /** Returns a table of the first phase and a chart of the whole window. */
    public String text() {
        return new PlanText(this).toString();
    }
}
