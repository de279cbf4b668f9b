/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ekya.job.config.Problem;
import io.ekya.job.config.RecordBinding;
import io.ekya.schedule.InvalidProblemException;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;

/** Reads a scheduling problem from JSON in the form of {@link ProblemFile}. */
final class ProblemJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private ProblemJson() {}

    /**
     * Reads a problem.
     *
     * @throws InvalidProblemException with every problem of the file's form and of its values
     */
    static SchedulingProblem read(String json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidProblemException(
                    List.of("the problem must be JSON, but is not: " + e.getMessage()));
        }
        List<Problem> problems = new ArrayList<>();
        SchedulingProblem problem =
                RecordBinding.read(ProblemFile.class, "the problem", tree, problems).toProblem();
        List<String> all = new ArrayList<>(problems.stream().map(Problem::toString).toList());
        all.addAll(problem.problems());
        if (!all.isEmpty()) {
            throw new InvalidProblemException(all);
        }
        return problem;
    }
}
