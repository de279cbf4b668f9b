/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.bench.sidecar.ProcessUse;
import io.ekya.bench.sidecar.SidecarChild;
import io.ekya.bench.sidecar.TemporaryFolders;
import io.ekya.bench.sidecar.TinyCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends a million small frames through the complete job, in a process of its own with a real
 * sidecar and results in files: memory is flat after the warm-up, files stay within their budget,
 * and every frame is answered or counted as dropped. The heap has a fixed size, so that growth of
 * resident memory indicates a leak outside it; a leak inside shows in what full collections leave.
 */
public final class FlatMemory implements Bench {
    private static final long FRAMES = 1_000_000;
    private static final long QUICK_FRAMES = 200_000;
    private static final double MOST_GROWTH = 0.05;

    /** A quick run is part of the warm-up of a long one. */
    private static final double MOST_QUICK_GROWTH = 0.25;

    private static final long SAMPLE_MILLIS = 500;
    private static final long QUICK_SAMPLE_MILLIS = 50;
    private static final long TIMEOUT_SECONDS = 1_800;
    private static final double MIB = 1 << 20;
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    @Override
    public String name() {
        return "flat-memory";
    }

    @Override
    public String description() {
        return "A million small frames: memory is flat, files stay within their budget";
    }

    /**
     * What the processes and the run's files take at a moment.
     *
     * @param tenth of the frames that is being answered
     */
    private record Sample(
            int tenth, long nanos, ProcessUse job, ProcessUse sidecar, double diskMib) {}

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-flat-memory");
        try {
            Path base = Files.write(folder.resolve("base.ekya"), TinyCamera.base().bytes());
            Path data = folder.resolve("sidecar");
            try (SidecarChild sidecar =
                    SidecarChild.start(
                            data,
                            "io.ekya.sidecar.cli.Main",
                            List.of("--folder", data.toString(), "--base-student", base.toString()),
                            HEAP)) {
                return flood(sidecar, folder, base, quick);
            }
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static BenchResult flood(SidecarChild sidecar, Path folder, Path base, boolean quick)
            throws Exception {
        long frames = quick ? QUICK_FRAMES : FRAMES;
        Path progress = folder.resolve("progress");
        List<Sample> samples = new ArrayList<>();
        long begin = System.nanoTime();
        try (SidecarChild job =
                SidecarChild.launch(
                        folder.resolve("job"),
                        FrameFlood.class.getName(),
                        List.of(
                                Long.toString(frames),
                                Integer.toString(sidecar.port()),
                                base.toString(),
                                folder.toString(),
                                progress.toString()),
                        HEAP)) {
            Path run = folder.resolve(FrameFlood.RUN);
            long end = begin + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            while (job.alive()) {
                TimeUnit.MILLISECONDS.sleep(quick ? QUICK_SAMPLE_MILLIS : SAMPLE_MILLIS);
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the job does not end");
                }
                int tenth = Progress.read(progress).size();
                sample(tenth, job, sidecar, run).ifPresent(samples::add);
            }
        }
        List<Progress> steps = Progress.read(progress);
        if (steps.isEmpty()) {
            throw new IllegalStateException(
                    "the job failed: " + Files.readString(folder.resolve("job.log")));
        }
        if (steps.size() < Trend.TENTHS) {
            throw new IllegalStateException(
                    "the job ended after %s of %d frames: %s"
                            .formatted(steps, frames, Files.readString(folder.resolve("job.log"))));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return result(samples, steps, frames, seconds, quick)
                .check(
                        delivered(folder.resolve(FrameFlood.RUN)) == frames,
                        "the results of the windows contain every frame");
    }

    /** Returns what is in use; empty if the job has just ended. */
    private static Optional<Sample> sample(
            int tenth, SidecarChild job, SidecarChild sidecar, Path run) throws IOException {
        try {
            ProcessUse use = ProcessUse.of(job.pid());
            return use.residentMib() == 0
                    ? Optional.empty()
                    : Optional.of(
                            new Sample(
                                    tenth,
                                    System.nanoTime(),
                                    use,
                                    ProcessUse.of(sidecar.pid()),
                                    RunDisk.bytes(run) / MIB));
        } catch (IOException e) {
            if (job.alive()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static BenchResult result(
            List<Sample> samples,
            List<Progress> steps,
            long frames,
            double seconds,
            boolean quick) {
        Progress end = steps.get(steps.size() - 1);
        Trend memory = trend(samples, s -> s.job().residentMib());
        Trend sidecar = trend(samples, s -> s.sidecar().residentMib());
        Trend threads = trend(samples, s -> s.job().threads());
        Trend heap = Trend.of(steps.stream().map(p -> p.liveHeapBytes() / MIB).toList());
        double disk = samples.stream().mapToDouble(Sample::diskMib).max().orElse(0);
        print("resident memory, MiB", memory);
        print("live heap, MiB", heap);
        print("threads", threads);
        print("sidecar's resident memory, MiB", sidecar);
        double perSecond = 0.8 * frames * 1e9 / (begin(samples, 9) - begin(samples, 1));
        double most = quick ? MOST_QUICK_GROWTH : MOST_GROWTH;
        return new BenchResult()
                .figure("frames", Long.toString(end.answered()))
                .figure("analysed", Long.toString(end.analysed()))
                .figure("carried", Long.toString(end.carried()))
                .figure("dropped", Long.toString(end.dropped()))
                .figure("seconds", seconds)
                .figure("frames_per_second", perSecond)
                .figure("resident_mib", memory.tenths().get(9))
                .figure("growth", memory.growth())
                .figure("slope_mib", memory.slope())
                .figure("slope_error_mib", memory.slopeError())
                .figure("heap_growth", heap.growth())
                .figure("sidecar_growth", sidecar.growth())
                .figure("disk_mib", disk)
                .check(end.answered() == frames, "every frame is answered or counted as dropped")
                .check(memory.growth() < most, "resident memory is flat")
                .check(heap.growth() < most, "what full collections leave is flat")
                .check(quick || sidecar.growth() < most, "the sidecar's resident memory is flat")
                .check(disk <= FrameFlood.KEEP_MIB, "the files stay within their budget");
    }

    private static long begin(List<Sample> samples, int tenth) {
        return samples.stream()
                .filter(s -> s.tenth() == tenth)
                .mapToLong(Sample::nanos)
                .min()
                .orElseThrow();
    }

    private static Trend trend(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return Trend.of(
                IntStream.range(0, 10)
                        .mapToObj(
                                tenth ->
                                        samples.stream()
                                                .filter(s -> s.tenth() == tenth)
                                                .mapToDouble(of)
                                                .average()
                                                .orElseThrow())
                        .toList());
    }

    private static void print(String what, Trend trend) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %s; last tenth %+.1f %% of the second, slope %+.2f ± %.2f%n",
                what,
                trend.tenths().stream().map("%.1f"::formatted).collect(Collectors.joining(" ")),
                100 * trend.growth(),
                trend.slope(),
                trend.slopeError());
    }

    /** Returns the frames in the results of all windows. */
    private static long delivered(Path run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        long frames = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(run)) {
            files = all.filter(f -> f.getFileName().toString().startsWith("windows")).toList();
        }
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                frames += json.readTree(line).path("frames").asLong();
            }
        }
        return frames;
    }
}
