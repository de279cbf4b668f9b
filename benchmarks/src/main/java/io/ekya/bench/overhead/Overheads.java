/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.learn.BaseModels;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.client.Sidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the overhead of the system: inference in the job, training in the sidecar, and decoding
 * in the source, each compared with a plain loop over the underlying library and, for models, with
 * the same model in a loop without job or sidecar. Both sides alternate in one process, and the
 * result is the median of the rounds' ratios, so that other load on the machine affects both.
 */
public final class Overheads implements Bench {
    private static final double INFER = 0.8;
    private static final double TRAINING = 0.9;
    private static final double DECODE = 0.8;

    /** Factor on the thresholds of a quick run, whose few short rounds vary more. */
    private static final double QUICK = 0.6;

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "overheads";
    }

    @Override
    public String description() {
        return "Inference, training and decoding in the system relative to plain loops";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        if (quick) {
            System.out.printf(
                    "quick: thresholds are %.1f of those of a full run, and are missed only if a "
                            + "sign test of the rounds shows it%n",
                    QUICK);
        }
        Path folder = Files.createTempDirectory("ekya-overheads");
        BenchResult result = new BenchResult();
        try {
            decode(result, folder, quick);
            RecordingLearner learner = new RecordingLearner(TrainingOverhead.LEARNER);
            try (SidecarServer server = sidecar(folder.resolve("sidecar"), learner)) {
                int port = server.port();
                SidecarFactory connect = () -> new FlightSidecar(LOOPBACK, port, "", DEADLINE);
                InferOverhead infer =
                        InferOverhead.measure(quick ? 11 : 61, connect, folder.resolve("students"));
                check(result, quick, "infer", infer.djl(), "crops/s", INFER);
                check(result, quick, "infer_student", infer.student(), "crops/s", INFER);
                try (Sidecar client = connect.connect()) {
                    LabelledCrops labels = Labels.ofStreet(quick ? 25 : 80);
                    TrainingOverhead measured = new TrainingOverhead(client, learner, labels);
                    TrainingOverhead.Ratios training = measured.measure(quick ? 5 : 15);
                    check(result, quick, "training", training.djl(), "crops/s", TRAINING);
                    check(result, quick, "training_own", training.training(), "crops/s", TRAINING);
                }
            }
            return result;
        } finally {
            delete(folder);
        }
    }

    private static void decode(BenchResult result, Path folder, boolean quick) throws Exception {
        List<Path> clips = Clips.find(folder);
        DecodeOverhead decode = new DecodeOverhead();
        for (Path clip : quick ? clips.subList(0, 1) : clips) {
            decode.measure(clip, 5);
        }
        check(result, quick, "decode", decode.source(), "frames/s", DECODE);
        System.out.println(decode.feed().line("decode, feed only", "frames/s"));
    }

    private static SidecarServer sidecar(Path folder, RecordingLearner learner) throws IOException {
        EvaluationSettings jobs = new EvaluationSettings(0.1, 1, 0, 0, 1);
        return new SidecarServer(
                SidecarOptions.local(folder, jobs), learner, BaseModels.student(), ModelFile::read);
    }

    private static void check(
            BenchResult result,
            boolean quick,
            String name,
            Rounds rounds,
            String unit,
            double leastInFull) {
        double least = quick ? QUICK * leastInFull : leastInFull;
        System.out.println(rounds.line(name, unit));
        result.figure(name, rounds.ratio());
        result.check(
                quick ? !rounds.clearlyBelow(least) : rounds.ratio() >= least,
                "%s reaches at least %.2f of the plain loop".formatted(name, least));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
