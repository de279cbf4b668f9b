/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import com.sun.management.OperatingSystemMXBean;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.vision.Box;
import io.ekya.vision.Cropper;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.VideoFileFeed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.execution.JobClient;

/**
 * Frames per second of the complete job from a video file to the answers at the sink, compared with
 * a bare loop over the same frames on one thread: decode, cut the regions, run the student. The job
 * decodes and predicts on different threads, so that it can be faster than the loop; the CPU time
 * of the whole process shows what the job costs beside both.
 */
public final class PipelineOverhead {
    private static final String GATE = "pipeline";
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    /** Warm-up rounds: the job starts, code is compiled. */
    private static final int WARM_UP = 4;

    private static final List<Box> BOXES =
            List.of(
                    new Box(10, 20, 40, 40),
                    new Box(70, 90, 60, 50),
                    new Box(140, 30, 32, 64),
                    new Box(190, 100, 70, 50),
                    new Box(250, 20, 48, 36),
                    new Box(30, 120, 40, 40));

    private final Path clip;
    private final int frames;
    private final Classifier student;
    private final Cropper cropper = new Cropper(GatedJob.config().student().side());

    private PipelineOverhead(Path clip, int frames, Classifier student) {
        this.clip = clip;
        this.frames = frames;
        this.student = student;
    }

    /**
     * Runs the measurement.
     *
     * @param frames of the clip, which each side plays once in a round
     * @param sidecar that the job connects to; it stays idle
     * @param folder for the clip
     * @return the rates; busy ratios compare the CPU time of the process
     * @throws IllegalStateException if the job's answers differ from those of the loop
     */
    public static Rounds measure(int rounds, int frames, SidecarFactory sidecar, Path folder)
            throws Exception {
        try (Classifier student = new DjlLearner().open(BaseModels.student())) {
            return new PipelineOverhead(Clips.ofStreet(folder, frames), frames, student)
                    .alternate(rounds, sidecar, folder.resolve("students"));
        }
    }

    private Rounds alternate(int rounds, SidecarFactory sidecar, Path students) throws Exception {
        Rounds result = new Rounds();
        try (FrameFeed feed = decode()) {
            List<int[]> answers = answers(feed);
            try (Turnstile gate =
                    Turnstile.open(GATE, camera -> new BoxedFeed(decode(), BOXES, answers))) {
                JobClient job = GatedJob.start(GATE, sidecar, students);
                try {
                    for (int i = -WARM_UP; i < rounds; i++) {
                        Elapsed bare = ofProcess(() -> answers(feed));
                        Elapsed ours = ofProcess(() -> gate.pass(frames));
                        if (i >= 0) {
                            result.add(frames, ours, bare);
                        }
                    }
                } finally {
                    job.cancel().get();
                }
                if (gate.bad() > 0) {
                    throw new IllegalStateException(
                            gate.bad() + " answers of the job differ from those of the loop");
                }
            }
        }
        return result;
    }

    private FrameFeed decode() throws IOException {
        return VideoFileFeed.open(clip, new FeedOptions(WIDTH, HEIGHT, 0, true, 0));
    }

    /** The bare loop over the clip. */
    private List<int[]> answers(FrameFeed feed) throws IOException {
        List<int[]> answers = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            Frame frame = Objects.requireNonNull(feed.next());
            answers.add(student.classify(cropper.crop(frame.image(), BOXES)));
        }
        return answers;
    }

    private interface Work {
        Object run() throws IOException, InterruptedException;
    }

    private static Elapsed ofProcess(Work work) throws IOException, InterruptedException {
        long busy = processNanos();
        long begin = System.nanoTime();
        work.run();
        return Elapsed.of(System.nanoTime() - begin, processNanos() - busy);
    }

    private static long processNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
