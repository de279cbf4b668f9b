/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.JobConfig;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import io.ekya.vision.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;

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

    /**
     * Runs the measurement.
     *
     * @param sidecar that the job connects to; it stays idle
     * @param folder for fetched students; stays empty
     * @throws IllegalStateException if the job's predictions differ from those of the plain loop
     */
    static InferOverhead measure(int rounds, SidecarFactory sidecar, Path folder) throws Exception {
        JobConfig config = GatedJob.config();
        try (Classifier student = new DjlLearner().open(BaseModels.student());
                PlainDjl djl = new PlainDjl(BaseModels.student().architecture())) {
            Cropper cropper = new Cropper(config.student().side());
            List<Crops> batches = new ArrayList<>();
            List<Frame> frames = frames(student, cropper, batches);
            try (Turnstile gate = Turnstile.open(GATE, camera -> new StoredFeed(frames))) {
                JobClient job = GatedJob.start(GATE, sidecar, folder);
                try {
                    return alternate(rounds, gate, student, djl, batches);
                } finally {
                    job.cancel().get();
                }
            }
        }
    }

    /** Returns frames of a street whose true classes are the student's predictions. */
    private static List<Frame> frames(Classifier student, Cropper cropper, List<Crops> batches) {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame : StoredFeed.street(FRAMES)) {
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
        return frames;
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
