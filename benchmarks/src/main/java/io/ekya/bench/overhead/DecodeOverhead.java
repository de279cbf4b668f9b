/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.job.source.camera.CameraSource;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.topology.FlinkSettings;
import io.ekya.vision.DecodeRate;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.VideoFileFeed;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Frames per second, decoded and scaled, of a camera source in a running job and of the feed alone,
 * compared with direct calls of FFmpeg's libraries on the same file.
 *
 * @param source the source in a job
 * @param feed the feed without a job
 */
record DecodeOverhead(Rounds source, Rounds feed) {
    private static final String GATE = "decode";
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    /** With regions given by the feed; a video has none, so that only decoding is measured. */
    private static final String CONFIG =
            """
            site: overheads
            cameras: [{id: camera, source: "synthetic:", regions: given}]
            window: {seconds: 86400}
            sampling: {bursts: 1, offsets: [0]}
            flink: {checkpointMillis: 0, webPort: 0}
            """;

    DecodeOverhead() {
        this(new Rounds(), new Rounds());
    }

    /** Measures a file and adds the rounds. */
    void measure(Path file, int rounds) throws Exception {
        int frames = (int) DecodeRate.ofBareFfmpeg(file, WIDTH, HEIGHT).frames();
        FeedOptions looped = new FeedOptions(WIDTH, HEIGHT, 0, true, 0);
        try (Turnstile gate = Turnstile.open(GATE, camera -> VideoFileFeed.open(file, looped))) {
            JobClient job = start();
            try {
                gate.pass(frames); // warm-up: the job starts, code is compiled
                DecodeRate.ofFeed(file, WIDTH, HEIGHT);
                for (int i = 0; i < rounds; i++) {
                    double ours = frames / gate.pass(frames).seconds();
                    double plain = DecodeRate.ofBareFfmpeg(file, WIDTH, HEIGHT).perSecond();
                    source.add(ours, plain);
                    feed.add(DecodeRate.ofFeed(file, WIDTH, HEIGHT).perSecond(), plain);
                }
                if (gate.bad() > 0) {
                    throw new IllegalStateException(
                            "%d frames of %s could not be decoded".formatted(gate.bad(), file));
                }
            } finally {
                job.cancel().get();
            }
        }
    }

    private static JobClient start() throws Exception {
        JobConfig config = new ConfigLoader().parse("overheads", CONFIG, List.of());
        long start = System.currentTimeMillis();
        WindowClock windows =
                WindowClock.startingAt(start, config.window().millis(), config.window().count());
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, FlinkSettings.flinkConfiguration(config));
        flink.fromSource(
                        new CameraSource(
                                config,
                                windows,
                                Turnstile.feeds(GATE),
                                SourceTiming.EVERY_FRAME,
                                start),
                        WatermarkStrategy.<FrameCrops>forMonotonousTimestamps(),
                        "cameras")
                .uid("cameras")
                .sinkTo(new CountingSink<>(GATE))
                .uid("exit");
        return flink.executeAsync();
    }
}
