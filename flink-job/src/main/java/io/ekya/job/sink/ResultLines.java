/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is written of each result, the same to every destination: objects for Jackson. */
public final class ResultLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultLines() {}

    /** A prediction; null for a record without a frame. */
    public static @Nullable Object prediction(Prediction prediction) {
        return prediction.how() == Prediction.How.NONE ? null : prediction;
    }

    /** An allocation and when it was written. */
    public static Object allocation(Allocation allocation) {
        ObjectNode line = JSON.valueToTree(allocation);
        return line.put("timeMillis", System.currentTimeMillis());
    }

    /** A dead letter: the reason in words, no image. */
    public static Object deadLetter(FrameCrops bad) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("camera", bad.camera());
        line.put("index", bad.index());
        line.put("timeMillis", bad.times().capturedAtMillis());
        line.put("error", String.valueOf(bad.error()));
        line.put("count", bad.faults());
        return line;
    }
}
