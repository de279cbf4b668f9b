/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanCommandTest {

    private static final String TWO_CAMERAS =
            """
            {"gpus":1,"quantum":0.1,"windowSeconds":200,"minAccuracy":0.0,
             "cameras":[
              {"id":"cam0","accuracy":0.61,
               "inference":[{"id":"every1","gpus":0.25,"accuracyFactor":1.0},
                            {"id":"every2","gpus":0.125,"accuracyFactor":0.8}],
               "retraining":[{"id":"0_5","gpuSeconds":3.3,"accuracy":0.64},
                             {"id":"5_30","gpuSeconds":60,"accuracy":0.85}],
               "running":{"id":"5_15","remainingGpuSeconds":12.0,"accuracy":0.80}},
              {"id":"cam1","accuracy":0.5,
               "inference":[{"id":"every1","gpus":0.25,"accuracyFactor":1.0}],
               "retraining":[{"id":"0_5","gpuSeconds":3.3,"accuracy":0.7}]}]}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsEveryPhaseAndCameraAsJson(@TempDir Path folder) throws Exception {
        assertThat(plan(folder, TWO_CAMERAS, "--policy", "relay", "--json")).isZero();

        JsonNode plan = new JsonMapper().readTree(out.toString());
        assertThat(plan.get("policy").asText()).isEqualTo("relay");
        assertThat(plan.get("estimatedAccuracy").asDouble())
                .isGreaterThan(0.6)
                .isLessThanOrEqualTo(plan.get("upperBound").asDouble());
        assertThat(plan.get("decisionMillis").asDouble()).isPositive();
        assertThat(plan.get("belowFloor")).isEmpty();
        assertThat(plan.get("phases").get(0).get("startSeconds").asDouble()).isZero();
        for (JsonNode phase : plan.get("phases")) {
            assertThat(phase.get("cameras")).hasSize(2);
        }
        JsonNode last = plan.get("phases").get(plan.get("phases").size() - 1).get("cameras").get(0);
        assertThat(last.get("retraining").isNull()).isTrue();
        assertThat(last.get("inferenceOption").asText()).isEqualTo("every1");
    }

    @Test
    void printsATableAndAChart(@TempDir Path folder) throws Exception {
        assertThat(plan(folder, TWO_CAMERAS)).isZero();

        assertThat(out.toString())
                .startsWith("relay: estimated accuracy 0.")
                .contains("camera  inference  GPUs")
                .containsPattern("cam1 \\|[.#]+=+\\|");
    }

    @Test
    void placesEachJobOnOneGpu(@TempDir Path folder) throws Exception {
        assertThat(plan(folder, TWO_CAMERAS, "--place")).isZero();
        assertThat(out.toString())
                .contains("placement on GPUs")
                .containsPattern("GPU 0: cam. .* 1/");

        out.getBuffer().setLength(0);
        assertThat(plan(folder, TWO_CAMERAS, "--place", "--json")).isZero();
        JsonNode placement = new JsonMapper().readTree(out.toString()).get("placement");
        assertThat(placement.get("accuracyLost").isNumber()).isTrue();
        double used = 0;
        for (JsonNode job : placement.get("jobs")) {
            assertThat(job.get("gpu").asInt()).isZero();
            used += job.get("share").asDouble();
        }
        assertThat(used).isGreaterThan(0.5).isLessThanOrEqualTo(1);
    }

    @Test
    void reportsAllProblemsAtOnce(@TempDir Path folder) throws Exception {
        String wrong =
                TWO_CAMERAS
                        .replace("\"minAccuracy\":0.0", "\"minAcuracy\":0.0")
                        .replace("\"quantum\":0.1", "\"quantum\":0.3")
                        .replace("\"windowSeconds\":200", "\"windowSeconds\":\"long\"")
                        .replace("\"accuracy\":0.5", "\"accuracy\":NaN")
                        .replace("\"gpuSeconds\":60,", "");

        assertThat(plan(folder, wrong)).isEqualTo(2);

        assertThat(err.toString())
                .contains("minAcuracy is not a known key; did you mean minAccuracy?")
                .contains("quantum must be 0 (the default grid) or divide 1.0 evenly, but is 0.3")
                .contains("windowSeconds must be a number, but is \"long\"; ")
                .contains("cameras.1.accuracy must be a number, but is NaN; ")
                .contains("cameras.0.retraining.1.gpuSeconds is required; set it (Cost in seconds");
        assertThat(err.toString().lines()).hasSize(6);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void rangesAreCheckedAndRelatedToTheCamera(@TempDir Path folder) throws Exception {
        String wrong = TWO_CAMERAS.replace("\"accuracy\":0.5,", "\"accuracy\":50,");

        assertThat(plan(folder, wrong)).isEqualTo(2);

        assertThat(err.toString())
                .contains("camera cam1: accuracy must be between 0 and 1, but is 50.0; ");
    }

    @Test
    void missingPartsOfARunningRetrainingAreReported(@TempDir Path folder) throws Exception {
        String wrong = TWO_CAMERAS.replace("\"remainingGpuSeconds\":12.0,", "\"spede\":1,");

        assertThat(plan(folder, wrong)).isEqualTo(2);

        assertThat(err.toString())
                .contains("cameras.0.running.remainingGpuSeconds is required; set it (")
                .contains("cameras.0.running.spede is not a known key; use one of id, ");
    }

    @Test
    void aCurveOfSpeedBySharesIsUsed(@TempDir Path folder) throws Exception {
        String concave =
                TWO_CAMERAS.replace(
                        "\"accuracy\":0.5,",
                        "\"accuracy\":0.5,\"speed\":[{\"share\":0.25,\"speed\":0.9}],");
        assertThat(plan(folder, concave, "--json", "--policy", "exact")).isZero();
        double fast = new JsonMapper().readTree(out.toString()).get("estimatedAccuracy").asDouble();

        out.getBuffer().setLength(0);
        assertThat(plan(folder, TWO_CAMERAS, "--json", "--policy", "exact")).isZero();
        double linear =
                new JsonMapper().readTree(out.toString()).get("estimatedAccuracy").asDouble();

        assertThat(fast).isGreaterThan(linear);
    }

    @Test
    void reportsAFileThatIsNotJson(@TempDir Path folder) throws Exception {
        assertThat(plan(folder, "{\"gpus\":1,\"gpus\":2}")).isEqualTo(2);
        assertThat(err.toString()).contains("must be JSON, but is not");
        assertThat(plan(folder, "[]")).isEqualTo(2);
        assertThat(err.toString()).contains("the problem must contain keys, but is []");
    }

    @Test
    void reportsTheKnownPolicies(@TempDir Path folder) throws Exception {
        assertThat(plan(folder, TWO_CAMERAS, "--policy", "theif")).isEqualTo(2);
        assertThat(err.toString()).contains("policy must be one of thief");
    }

    private int plan(Path folder, String problem, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("problem.json"), problem);
        CommandLine line =
                new CommandLine(new PlanCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return line.execute(arguments);
    }
}
