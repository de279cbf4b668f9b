/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sink.ResultLines;
import io.ekya.job.testing.ResultSchema;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.SidecarEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published schemas accept what is written, and describe every field of it. */
class SchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHA = "0123456789abcdef".repeat(4);

    private static final Prediction PREDICTION =
            new Prediction(
                    "north",
                    7,
                    700,
                    -1,
                    Prediction.How.CARRIED,
                    new Prediction.Regions(new float[] {1, 2, 3, 4}, new int[] {5}, new int[] {-1}),
                    new DroppedCount(1, 2),
                    new Prediction.Model(SHA, "every1-32px", "host"),
                    30);

    private static WindowResult window(@Nullable Double unknown) {
        return new WindowResult(
                "edge",
                "north",
                3,
                6_000,
                8_000,
                new WindowResult.Frames(20, 10, 1),
                new WindowResult.Truth(40, 30, unknown, new long[7]),
                new LabelStatistics(
                        12, 2, unknown, Map.of("every1-32px", 1.0), new int[7], new int[7]),
                new WindowResult.HeldOut(unknown, unknown),
                unknown,
                unknown == null
                        ? InferenceStatistics.none(null, null)
                        : new InferenceStatistics(
                                Map.of("every1-32px", 0.2), "every1-32px", 0.3, 0.25, SHA, 40L));
    }

    private static Allocation allocation(Allocation.@Nullable RetrainingShare retraining) {
        return new Allocation(
                "edge",
                "north",
                1,
                2,
                3,
                new Allocation.InferenceShare(retraining == null ? null : "every1-32px", 0.3),
                retraining,
                new Allocation.Source(0.1, "thief", null, "window"));
    }

    private static void assertDescribed(String schema, Object line) throws IOException {
        ResultSchema published = ResultSchema.named(schema);
        JsonNode value = JSON.valueToTree(line);
        Set<String> fields = new TreeSet<>();
        value.fieldNames().forEachRemaining(fields::add);

        assertThat(published.errors(value)).isEmpty();
        assertThat(published.properties()).isEqualTo(fields);
        for (String field : fields) {
            ObjectNode changed = value.deepCopy();
            changed.putObject(field).put("no", "such value");
            if (!value.path(field).isObject()) {
                assertThat(published.errors(changed)).as(field).isNotEmpty();
            }
        }
    }

    @Test
    void predictions() throws IOException {
        Object line = ResultLines.prediction(PREDICTION);
        assertThat(line).isNotNull();
        assertDescribed("prediction", line);
    }

    @Test
    void windows() throws IOException {
        assertDescribed("window", window(0.5));
        assertThat(ResultSchema.named("window").errors(JSON.valueToTree(window(null)))).isEmpty();
    }

    @Test
    void plans() throws IOException {
        Allocation retraining =
                allocation(new Allocation.RetrainingShare("all-3ep", 0.4, true, 2, 0.9));
        assertDescribed("plan", ResultLines.allocation(retraining));

        ObjectNode none = JSON.valueToTree(ResultLines.allocation(allocation(null)));
        assertThat(ResultSchema.named("plan").errors(none)).isEmpty();
        none.put("retraining", "all-3ep");
        assertThat(ResultSchema.named("plan").errors(none)).isNotEmpty();
    }

    @Test
    void events() throws IOException {
        for (EventKind kind : EventKind.values()) {
            SidecarEvent event =
                    new SidecarEvent("edge", "journal-1", 4, 1_000, kind, "north", 3L, "{}");
            assertDescribed("event", event);
        }
        SidecarEvent ofTheSite =
                new SidecarEvent(
                        "edge", "journal-1", 5, 1_000, EventKind.SITE_CLOSED, null, null, "{}");
        assertThat(ResultSchema.named("event").errors(JSON.valueToTree(ofTheSite))).isEmpty();
    }

    @Test
    void deadLetters() throws IOException {
        FrameCrops bad =
                FrameCrops.bad("north", 3, new FrameCrops.Times(10, 20), 1, "is not a JPEG image");
        assertDescribed("deadletter", ResultLines.deadLetter(bad));
    }

    @Test
    void boxes() throws IOException {
        ResultSchema boxes = ResultSchema.named("boxes");
        String valid = "[{\"x\": 0, \"y\": 1.5, \"width\": 4, \"height\": 5, \"class\": \"car\"}]";
        assertThat(boxes.errors(JSON.readTree(valid))).isEmpty();
        assertThat(boxes.errors(JSON.readTree(valid.replace("4", "0")))).isNotEmpty();
        assertThat(boxes.errors(JSON.readTree(valid.replace("car", "tram")))).isNotEmpty();
        assertThat(boxes.errors(JSON.readTree("{}"))).isNotEmpty();
    }
}
