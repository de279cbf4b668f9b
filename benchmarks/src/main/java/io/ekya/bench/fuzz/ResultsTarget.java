/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.app.report.RunCheck;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sink.KeyReader;
import io.ekya.job.sink.LineKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results of windows, which a restarted job and the report read again. */
record ResultsTarget(Path folder) implements Target {
    private static final String LINE =
            """
            {"site":"edge","camera":"road","window":7,"startMillis":140000,"endMillis":160000,\
            "frames":185,"analysed":184,"dropped":1,"regions":0,"right":0,"trueAccuracy":null,\
            "truthCounts":[0,0,0,0,0,0,0],"labels":165,"labelsDropped":0,"liveAccuracy":0.5,\
            "accuracyFactors":{"every2-24px":1.0,"every1-32px":1.0},\
            "evaluatedCounts":[0,0,0,0,0,0,0],"evaluatedRight":[0,0,0,0,0,0,0],\
            "balancedAgreement":null,"majorityAgreement":null,"demands":{"every2-24px":0.01},\
            "inference":"every1-24px","inferenceShare":0.09,"inferenceAchieved":0.02,\
            "student":"5a","latencyP99Millis":155}
            """;

    @Override
    public String name() {
        return "results";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        Files.writeString(
                folder.resolve("config.yaml"),
                "site: edge\ncameras: [{id: road, source: 'synthetic:'}]\n");
        return List.of((LINE + LINE.replace(":7,", ":8,")).getBytes(StandardCharsets.UTF_8));
    }

    /** Accepted if any line can be read. */
    @Override
    public boolean accepts(byte[] input) throws IOException {
        Files.write(folder.resolve("windows.jsonl"), input);
        RunCheck.problems(folder);
        KeyReader<WindowResult> keys =
                new KeyReader<>(WindowResult.class, w -> new LineKey(w.camera(), w.window()));
        return new String(input, StandardCharsets.UTF_8)
                        .lines()
                        .map(keys::of)
                        .filter(key -> key.isPresent())
                        .count()
                > 0;
    }
}
