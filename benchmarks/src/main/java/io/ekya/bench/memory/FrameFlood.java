/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import io.ekya.bench.overhead.StoredFeed;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.topology.ConfiguredConnectors;
import io.ekya.job.topology.EkyaTopology;
import io.ekya.job.topology.FlinkSettings;
import io.ekya.job.topology.JobConnectors;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The process under test: the complete job, with cameras that deliver tiny frames as fast as the
 * job takes them, until they end. Results go to files.
 */
final class FrameFlood {
    static final int CAMERAS = 4;

    /** Name of the run below the folder. */
    static final String RUN = "run";

    /** Smallest budget that can be configured. */
    static final long KEEP_MIB = 16;

    private static final String FRAMES = "flood";
    private static final int WIDTH = 64;
    private static final int HEIGHT = 36;
    private static final int STEPS = 10;
    private static final long POLL_MILLIS = 20;

    private static final String CONFIG =
            """
            site: flood
            cameras: [%s]
            window: {seconds: 60}
            student: {model: "%s", side: 16}
            inference: {everyNth: [1], sides: [16], maxAgeMillis: 60000, targetLatencyMillis: 0}
            scheduler: {policy: no-retraining}
            sidecar: {address: "127.0.0.1:%d"}
            output: {folder: "%s", run: %s, keepMiB: %d}
            flink: {parallelism: 1, webPort: 0}
            """;

    private FrameFlood() {}

    /**
     * Runs the job until its cameras end.
     *
     * @param args number of frames of all cameras, port of the sidecar, file of the base student,
     *     folder of the run, file to which progress is written
     */
    public static void main(String[] args) throws Exception {
        long frames = Long.parseLong(args[0]);
        Path progress = Path.of(args[4]);
        String cameras =
                IntStream.range(0, CAMERAS)
                        .mapToObj("{id: camera-%d, source: \"synthetic:\"}"::formatted)
                        .collect(Collectors.joining(", "));
        String yaml =
                CONFIG.formatted(
                        cameras, args[2], Integer.parseInt(args[1]), args[3], RUN, KEEP_MIB);
        JobConfig config = new ConfigLoader().parse(FRAMES, yaml, List.of());
        try (StoredFeed.Shared shared = StoredFeed.share(FRAMES, pictures())) {
            shared.setCount(frames / CAMERAS);
            JobClient job = start(config);
            long next = frames / STEPS;
            var ended = job.getJobExecutionResult(); // the cluster ends with its only job
            while (!ended.isDone()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                if (FloodCounts.now(0).answered() >= next && next < frames) {
                    FloodCounts.now(liveHeapBytes()).append(progress);
                    next += frames / STEPS;
                }
            }
            ended.get(); // throws what failed
            FloodCounts.now(liveHeapBytes()).append(progress);
        }
        System.exit(0); // threads of libraries may be left
    }

    private static JobClient start(JobConfig config) throws Exception {
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, FlinkSettings.flinkConfiguration(config));
        JobConnectors configured = ConfiguredConnectors.of(config, System.currentTimeMillis());
        List<JobConnectors.Output> outputs = new ArrayList<>(configured.outputs());
        outputs.add(
                new JobConnectors.Output(
                        " counted",
                        new JobConnectors.Sinks(
                                new FloodCounts(),
                                new DiscardingSink<>(),
                                new DiscardingSink<>(),
                                new DiscardingSink<>(),
                                new DiscardingSink<>())));
        EkyaTopology.build(
                flink,
                config,
                new JobConnectors(
                        StoredFeed.factory(FRAMES),
                        SourceTiming.EVERY_FRAME,
                        configured.models(),
                        configured.sidecar(),
                        outputs,
                        configured.startMillis()));
        return flink.executeAsync();
    }

    /** Returns grey pictures with one region each. */
    private static List<Frame> pictures() {
        List<Frame> pictures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            byte[] bgr = new byte[WIDTH * HEIGHT * 3];
            Arrays.fill(bgr, (byte) (16 * i));
            pictures.add(
                    new Frame(
                            i,
                            0,
                            new BgrImage(WIDTH, HEIGHT, bgr),
                            List.of(new Box(2 * i, 10, 16, 16)),
                            new int[] {i % 3},
                            false));
        }
        return pictures;
    }

    private static long liveHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
