package io.ekya.app.plan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.schedule.Plan;
import io.ekya.schedule.SchedulingProblem;
import java.util.Optional;

/**
 * A plan with what it is judged by.
 *
 * @param upperBound accuracy that no plan can pass, 0..1
 * @param decisionMillis the policy took, wall clock, in a JVM as it was
 * @param placement on GPUs, if asked for
 */
record PlanReport(
        SchedulingProblem problem,
        Plan plan,
        double upperBound,
        double decisionMillis,
        Optional<PlacementReport> placement) {
    private static final JsonMapper JSON = new JsonMapper();

    /** As an object; shares in GPUs, the last phase runs to the window's end. */
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

    /** As a table of what holds now, and a chart of the rest of the window. */
    public String text() {
        return new PlanText(this).toString();
    }
}
