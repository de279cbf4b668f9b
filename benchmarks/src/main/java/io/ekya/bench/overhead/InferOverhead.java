/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.ConfiguredModels;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.FlinkSettings;
import io.ekya.job.topology.JobConnectors;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import io.ekya.vision.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Crops per second of the whole job on a local cluster, with one camera whose frames come from
 * memory, from the delivery of the first frame to the last prediction at the sink. CPU time is that
 * of the thread that runs the infer operator and the chained sink.
 *
 * @param djl compared with a loop over the same batches with DJL alone
 * @param student compared with a loop in which the student classifies the same batches, without a
 *     job
 */
record InferOverhead(Rounds djl, Rounds student) {
    private static final String GATE = "infer";
    private static final int FRAMES = 100;

    /** Warm-up rounds: the job starts, code is compiled. */
    private static final int WARM_UP = 6;

    /** One frame in this many of the street is used, so that batches differ. */
    private static final int STRIDE = 5;

    /** The camera's initial and only share is 1.0: four fifths of what labelling leaves. */
    private static final String CONFIG =
            """
            site: overheads
            gpus: 1.26
            teacher: {share: 0.01}
            cameras: [{id: camera, source: "synthetic:"}]
            window: {seconds: 86400}
            sampling: {bursts: 1, offsets: [0]}
            inference: {everyNth: [1], sides: [32], maxAgeMillis: 60000}
            scheduler: {policy: no-retraining}
            flink: {checkpointMillis: 0, webPort: 0}
            """;

    /**
     * Runs the measurement.
     *
     * @param sidecar that the job connects to; it stays idle
     * @param folder for fetched students; stays empty
     * @throws IllegalStateException if the job's predictions differ from those of the plain loop
     */
    static InferOverhead measure(int rounds, SidecarFactory sidecar, Path folder) throws Exception {
        JobConfig config = new ConfigLoader().parse("overheads", CONFIG, List.of());
        try (Classifier student = new DjlLearner().open(BaseModels.student());
                PlainDjl djl = new PlainDjl(BaseModels.student().architecture())) {
            Cropper cropper = new Cropper(config.student().side());
            List<Crops> batches = new ArrayList<>();
            List<Frame> frames = frames(student, cropper, batches);
            try (Turnstile gate = Turnstile.open(GATE, camera -> new StoredFeed(frames))) {
                JobClient job = start(config, sidecar, folder);
                try {
                    return alternate(rounds, gate, student, djl, batches);
                } finally {
                    job.cancel().get();
                }
            }
        }
    }

    /** Returns frames of a street whose true classes are the student's predictions. */
    private static List<Frame> frames(Classifier student, Cropper cropper, List<Crops> batches)
            throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (StreetFeed street =
                StreetFeed.open(new StreetOptions(11, 320, 180, 15, 6, List.of()))) {
            while (frames.size() < FRAMES) {
                Frame frame = Objects.requireNonNull(street.next());
                street.skipTo(frame.index() + STRIDE);
                Crops crops = cropper.crop(frame.image(), frame.boxes());
                batches.add(crops);
                frames.add(
                        new Frame(
                                frame.index(),
                                frame.timeMillis(),
                                frame.image(),
                                frame.boxes(),
                                student.classify(crops),
                                false));
            }
        }
        return frames;
    }

    private static JobClient start(JobConfig config, SidecarFactory sidecar, Path folder)
            throws Exception {
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, FlinkSettings.flinkConfiguration(config));
        JobConnectors.Sinks sinks =
                new JobConnectors.Sinks(
                        new CountingSink<>(GATE),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>());
        EkyaTopology.build(
                flink,
                config,
                new JobConnectors(
                        Turnstile.feeds(GATE),
                        SourceTiming.EVERY_FRAME,
                        new ConfiguredModels(config, folder),
                        sidecar,
                        sinks,
                        System.currentTimeMillis()));
        return flink.executeAsync();
    }

    private static InferOverhead alternate(
            int rounds, Turnstile gate, Classifier student, PlainDjl djl, List<Crops> batches)
            throws InterruptedException {
        int crops = batches.stream().mapToInt(Crops::count).sum();
        InferOverhead result = new InferOverhead(new Rounds(), new Rounds());
        for (int i = -WARM_UP; i < rounds; i++) {
            Elapsed before = Elapsed.on(() -> djl.predict(batches));
            Elapsed ours = gate.pass(FRAMES);
            Elapsed after = Elapsed.on(() -> batches.forEach(student::classify));
            if (i >= 0) {
                result.djl.add(crops, ours, before);
                result.student.add(crops, ours, after);
            }
        }
        if (gate.bad() > 0) {
            throw new IllegalStateException(
                    gate.bad() + " frames have other predictions than those of the student alone");
        }
        return result;
    }
}
