/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.EffectiveConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.RetrainCorrection;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes the files of a synthetic run: two cameras that lose accuracy in window 1 and recover by
 * retraining. The figures are random with a fixed seed; nothing is trained.
 */
public final class TestingRun {
    public static final long ORIGIN = 1_800_000_000_000L;
    private static final int SECONDS = 30;
    private static final List<String> CAMERAS = List.of("crossing", "avenue");

    private final Path folder;
    private final Random random = new Random(7);
    private long n;

    public TestingRun(Path folder) {
        this.folder = folder;
    }

    /** Writes all files of a run with the given number of windows. */
    public TestingRun write(int windows) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.yaml"), EffectiveConfig.redacted(config()));
        for (int w = 0; w < windows; w++) {
            for (int c = 0; c < CAMERAS.size(); c++) {
                camera(CAMERAS.get(c), c, w);
            }
        }
        for (int s = 0; s <= windows * SECONDS; s++) {
            append(
                    "device.jsonl",
                    new DeviceSample(ORIGIN + s * 1000L, 0.35 * s, 0.55 * s, 0.9 * s, 0.6 * s));
        }
        return this;
    }

    static JobConfig config() {
        return new ConfigLoader(Map.of())
                .parse(
                        "test",
                        """
                        window: {seconds: 30, count: 6}
                        cameras:
                          - id: crossing
                            source: "synthetic:"
                            fps: 15
                            drift:
                              - {atSeconds: 0, hour: 13}
                              - {atSeconds: 28, hour: 14}
                              - {atSeconds: 40, hour: 19.5}
                              - {atSeconds: 75, hour: 22.5, rain: 0.5}
                          - {id: avenue, source: "synthetic:", fps: 15}
                        """,
                        List.of());
    }

    private void camera(String camera, int number, int w) throws IOException {
        long start = ORIGIN + (long) w * SECONDS * 1000L;
        double before = w == 0 ? 0.86 : 0.58 + 0.04 * w;
        double after = w == 0 ? 0.86 : before + 0.17;
        long done = start + 12_000 + number * 7_000L;
        boolean promoted = w > 0 && !(number == 1 && w == 2);
        if (w > 0) {
            event(start + 2_500, EventKind.PROFILED, camera, w - 1, "{}");
            allocation(start + 3_000, camera, w, 0.2, 0.25, "all-5ep", "window");
            event(start + 3_100, EventKind.RETRAIN_STARTED, camera, w - 1, "{}");
            RetrainResult result =
                    new RetrainResult(
                            "all-5ep",
                            promoted ? "ab" + w : "",
                            w,
                            before,
                            after,
                            after + 0.02,
                            120,
                            4.2,
                            0.24,
                            promoted ? "" : "not better in the paired test");
            if (number == 0) {
                interimResults(start, camera, w, before, after);
            }
            EventKind kind = promoted ? EventKind.PROMOTED : EventKind.NOT_PROMOTED;
            event(done, kind, camera, w - 1, JsonLines.line(result));
            allocation(done + 300, camera, w, 0.35, 0, "", "completion");
        } else {
            allocation(start, camera, w, 0.4, 0, "", "camera");
        }
        long correct = 0;
        long regions = 0;
        for (int i = 0; i < SECONDS * 5; i++) {
            long time = start + i * 200L;
            double p = promoted && time > done ? after : before;
            int[] truth = {0, 2, 2, 4, 5};
            int[] classes = truth.clone();
            for (int k = 0; k < classes.length; k++) {
                classes[k] = random.nextDouble() < p ? truth[k] : 6;
                correct += classes[k] == truth[k] ? 1 : 0;
                regions++;
            }
            append(
                    "predictions.jsonl",
                    new Prediction(
                            camera,
                            w * 150L + i,
                            time,
                            w,
                            Prediction.How.ANALYSED,
                            new Prediction.Regions(new float[20], classes, truth),
                            DroppedCount.NONE,
                            new Prediction.Model("ab", "every2-32px", "here"),
                            30));
        }
        append("windows.jsonl", result(camera, w, start, correct, regions, (before + after) / 2));
    }

    /**
     * Adds a correction of the estimate and a promoted checkpoint to the retrainings of a camera.
     */
    private void interimResults(long start, String camera, int w, double before, double after)
            throws IOException {
        RetrainResult checkpoint =
                new RetrainResult(
                        "all-5ep", "cd" + w, w, before, after - 0.05, after, 90, 1.4, 0.24, "");
        RetrainCorrection correction =
                new RetrainCorrection(
                        "all-5ep", 1, after - 0.05, 90, after + 0.1, after, 2.8, "in a test");
        event(start + 6_000, EventKind.CHECKPOINTED, camera, w - 1, JsonLines.line(checkpoint));
        event(start + 6_001, EventKind.CORRECTED, camera, w - 1, JsonLines.line(correction));
        allocation(start + 6_100, camera, w, 0.25, 0.2, "all-5ep", "correction");
    }

    private static WindowResult result(
            String camera, int w, long start, long correct, long regions, double live) {
        return new WindowResult(
                "edge",
                camera,
                w,
                start,
                start + SECONDS * 1000L,
                new WindowResult.Frames(450, 225, 9),
                new WindowResult.Truth(
                        regions,
                        correct,
                        (double) correct / regions,
                        new long[] {150, 0, 300, 0, 150, 150, 0}),
                new LabelStatistics(
                        480, 12, live, Map.of("every2-32px", 0.96), new int[7], new int[7]),
                new WindowResult.HeldOut(null, null),
                null,
                new InferenceStatistics(
                        Map.of("every2-32px", 0.12), "every2-32px", 0.3, 0.21, "ab" + w, 85L));
    }

    private void allocation(
            long time,
            String camera,
            long w,
            double infer,
            double retrain,
            String id,
            String reason)
            throws IOException {
        Allocation a =
                new Allocation(
                        "edge",
                        camera,
                        1,
                        ++n,
                        w,
                        new Allocation.InferenceShare("every2-32px", infer),
                        id.isEmpty()
                                ? null
                                : new Allocation.RetrainingShare(id, retrain, true, w - 1, 0.8),
                        new Allocation.Source(0.2, "relay", 0.78, reason));
        String line = JsonLines.line(a);
        raw("allocations.jsonl", "{\"timeMillis\":" + time + "," + line.substring(1));
    }

    private void event(long time, EventKind kind, String camera, long w, String payload)
            throws IOException {
        append("events.jsonl", new SidecarEvent("edge", "j1", n++, time, kind, camera, w, payload));
    }

    private void append(String file, Object record) throws IOException {
        raw(file, JsonLines.line(record));
    }

    /** Appends a line as is. */
    public void raw(String file, String line) {
        try {
            Files.writeString(
                    folder.resolve(file),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
