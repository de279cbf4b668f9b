/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records as lines of the output files: flat objects that can be read back. */
class JsonTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static <T> T roundTrip(T record, Class<T> type) throws JsonProcessingException {
        return JSON.readValue(JSON.writeValueAsString(record), type);
    }

    private static WindowResult result(@Nullable Double liveAccuracy) {
        return new WindowResult(
                "edge",
                "north",
                3,
                6_000,
                8_000,
                new WindowResult.Frames(20, 10, 1),
                new WindowResult.Truth(40, 30, 0.75, new long[] {10, 30}),
                new LabelStatistics(
                        12,
                        2,
                        liveAccuracy,
                        Map.of("every1-32px", 1.0),
                        new int[] {20, 0},
                        new int[] {15, 0}),
                new WindowResult.HeldOut(0.75, 1.0),
                -0.25,
                new InferenceStatistics(
                        Map.of("every1-32px", 0.2), "every1-32px", 0.3, 0.25, "sha", 40L));
    }

    @Test
    void aWindowResultIsFlat() {
        JsonNode line = JSON.valueToTree(result(0.9));
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "site",
                        "camera",
                        "window",
                        "startMillis",
                        "endMillis",
                        "frames",
                        "analysed",
                        "dropped",
                        "regions",
                        "right",
                        "trueAccuracy",
                        "truthCounts",
                        "labels",
                        "labelsBackground",
                        "labelsDropped",
                        "liveAccuracy",
                        "accuracyFactors",
                        "evaluatedCounts",
                        "evaluatedRight",
                        "balancedAgreement",
                        "majorityAgreement",
                        "drift",
                        "demands",
                        "inference",
                        "inferenceShare",
                        "inferenceAchieved",
                        "latencyP99Millis",
                        "student");
        assertThat(line.path("frames").asLong()).isEqualTo(20);
        assertThat(line.path("inference").asText()).isEqualTo("every1-32px");
        assertThat(line.path("labels").asInt()).isEqualTo(12);
    }

    @Test
    void aWindowResultCanBeReadBack() throws Exception {
        assertThat(roundTrip(result(0.9), WindowResult.class))
                .usingRecursiveComparison()
                .isEqualTo(result(0.9));
    }

    @Test
    void anUnknownValueIsNull() throws Exception {
        assertThat(JSON.<JsonNode>valueToTree(result(null)).path("liveAccuracy").isNull()).isTrue();
        assertThat(roundTrip(result(null), WindowResult.class).labels().liveAccuracy()).isNull();
    }

    private static Allocation allocation(Allocation.@Nullable RetrainingShare retraining) {
        return new Allocation(
                "edge",
                "north",
                1,
                2,
                3,
                new Allocation.InferenceShare("every1-32px", 0.3),
                retraining,
                new Allocation.Source(0.1, "thief", null, "window"));
    }

    @Test
    void anAllocationIsFlatAndCanBeReadBack() throws Exception {
        Allocation allocation =
                allocation(new Allocation.RetrainingShare("all-3ep", 0.4, true, 2, 0.9));
        JsonNode line = JSON.valueToTree(allocation);
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "site",
                        "camera",
                        "epoch",
                        "revision",
                        "window",
                        "inference",
                        "inferenceShare",
                        "retraining",
                        "retrainingShare",
                        "startsRetraining",
                        "trainingWindow",
                        "expectedAccuracy",
                        "profilingShare",
                        "policy",
                        "estimatedAccuracy",
                        "reason");
        assertThat(line.path("retraining").asText()).isEqualTo("all-3ep");
        assertThat(roundTrip(allocation, Allocation.class)).isEqualTo(allocation);
    }

    @Test
    void anAllocationWithoutRetrainingHasNoRetrainingFields() throws Exception {
        JsonNode line = JSON.valueToTree(allocation(null));
        assertThat(line.has("retraining")).isFalse();
        assertThat(line.has("retrainingShare")).isFalse();
        assertThat(roundTrip(allocation(null), Allocation.class)).isEqualTo(allocation(null));
    }

    @Test
    void aPredictionIsFlatAndCanBeReadBack() throws Exception {
        Prediction prediction =
                new Prediction(
                        "north",
                        7,
                        700,
                        0,
                        Prediction.How.CARRIED,
                        new Prediction.Regions(
                                new float[] {1, 2, 3, 4}, new int[] {5}, new int[] {6}),
                        new DroppedCount(1, 2),
                        new Prediction.Model("sha", "every1-32px", "host"),
                        30);
        JsonNode line = JSON.valueToTree(prediction);
        assertThat(line.path("how").asText()).isEqualTo("carried");
        assertThat(line.path("droppedFrames").asInt()).isEqualTo(1);
        assertThat(line.path("classes").path(0).asInt()).isEqualTo(5);
        assertThat(line.path("student").asText()).isEqualTo("sha");
        assertThat(roundTrip(prediction, Prediction.class))
                .usingRecursiveComparison()
                .isEqualTo(prediction);
    }
}
