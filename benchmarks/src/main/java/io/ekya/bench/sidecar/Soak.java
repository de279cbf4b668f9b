/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Retrains, publishes, fetches and swaps a thousand times and checks that neither the sidecar nor
 * the inference process grows. Both have a heap of fixed size, so that growth indicates a leak
 * outside the heap.
 */
public final class Soak implements Bench {
    private static final String SITE = "soak";
    private static final String CAMERA = "cam0";
    private static final int ROUNDS = 1_000;
    private static final int QUICK_ROUNDS = 8;
    private static final int FRAMES = 60;
    private static final double MOST_GROWTH = 0.05;
    private static final List<String> HEAP = List.of("-Xms160m", "-Xmx160m", "-XX:+AlwaysPreTouch");

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String description() {
        return "Retrain, publish, fetch and swap a thousand times: memory, handles and threads "
                + "do not grow";
    }

    /** The resources of both processes after a round. */
    private record Sample(int round, ProcessUse sidecar, ProcessUse infer) {}

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-soak");
        try {
            Path base = Files.write(folder.resolve("base.ekya"), TinyCamera.base().bytes());
            Path data = folder.resolve("sidecar");
            try (SidecarChild sidecar =
                    SidecarChild.start(
                            data,
                            "io.ekya.sidecar.cli.Main",
                            List.of(
                                    "--folder",
                                    data.toString(),
                                    "--base-student",
                                    base.toString(),
                                    "--keep-students",
                                    "10"),
                            HEAP)) {
                Path swaps = folder.resolve("swaps");
                try (SidecarChild infer =
                        SidecarChild.launch(
                                folder.resolve("infer"),
                                InferSide.class.getName(),
                                List.of(Integer.toString(sidecar.port()), SITE, swaps.toString()),
                                HEAP)) {
                    return runRounds(sidecar, infer, swaps, quick ? QUICK_ROUNDS : ROUNDS);
                }
            }
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static BenchResult runRounds(
            SidecarChild sidecar, SidecarChild infer, Path swaps, int rounds) throws Exception {
        List<Sample> samples = new ArrayList<>();
        int published = 0;
        long begin = System.nanoTime();
        try (FlightSidecar client = new FlightSidecar("127.0.0.1", sidecar.port())) {
            HelloReply hello = client.hello(new HelloRequest(SITE, List.of(CAMERA)));
            try (EventStream events = client.events(SITE, hello.journal(), hello.nextEvent())) {
                for (int round = 0; round < rounds; round++) {
                    published += round(client, events, hello.epoch(), round);
                    await(swaps, published);
                    samples.add(
                            new Sample(
                                    round,
                                    ProcessUse.of(sidecar.pid()),
                                    ProcessUse.of(infer.pid())));
                    if (round % 100 == 99) {
                        System.out.println(samples.get(samples.size() - 1));
                    }
                }
            }
        }
        return result(samples, rounds, published, (System.nanoTime() - begin) / 1e9);
    }

    /** Runs one round and returns 1 if a student was published, else 0. */
    private static int round(FlightSidecar client, EventStream events, long epoch, int round) {
        client.put(SITE, CAMERA, round, TinyCamera.labels(round, FRAMES));
        client.retrain(
                new RetrainRequest(
                        SITE, epoch, round, CAMERA, round, TinyCamera.configuration(4), 0.9, 1.0));
        while (true) {
            SidecarEvent event = events.poll(Duration.ofSeconds(60));
            if (event == null || event.kind() == EventKind.RETRAIN_FAILED) {
                throw new IllegalStateException("round %d failed: %s".formatted(round, event));
            }
            if (event.kind() == EventKind.PROMOTED || event.kind() == EventKind.NOT_PROMOTED) {
                return event.kind() == EventKind.PROMOTED ? 1 : 0;
            }
        }
    }

    private static void await(Path swaps, int wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(swaps) || !Files.readString(swaps).equals(Integer.toString(wanted))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the inference process did not swap in the " + "published student");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static BenchResult result(
            List<Sample> samples, int rounds, int published, double seconds) {
        int tenth = Math.max(1, rounds / 10);
        List<Sample> early = samples.subList(tenth, Math.min(rounds, tenth + tenth / 2 + 1));
        List<Sample> late = samples.subList(rounds - tenth / 2 - 1, rounds);
        double sidecar = growth(early, late, s -> s.sidecar().residentMib());
        double infer = growth(early, late, s -> s.infer().residentMib());
        double handles = change(early, late, s -> s.sidecar().handles());
        double inferHandles = change(early, late, s -> s.infer().handles());
        double threads = change(early, late, s -> s.sidecar().threads());
        double inferThreads = change(early, late, s -> s.infer().threads());
        boolean full = rounds == ROUNDS;
        return new BenchResult()
                .figure("rounds", Integer.toString(rounds))
                .figure("published", Integer.toString(published))
                .figure("seconds", seconds)
                .figure("sidecar_growth", sidecar)
                .figure("infer_growth", infer)
                .figure("sidecar_mib", mean(late, s -> s.sidecar().residentMib()))
                .figure("infer_mib", mean(late, s -> s.infer().residentMib()))
                .figure("handles_more", handles)
                .figure("infer_handles_more", inferHandles)
                .figure("threads_more", threads)
                .figure("infer_threads_more", inferThreads)
                .check(published > rounds / 2, "most rounds publish a student")
                .check(!full || sidecar < MOST_GROWTH, "the sidecar grows by under 5 %")
                .check(!full || infer < MOST_GROWTH, "the inference process grows by under 5 %")
                .check(
                        !full || Math.max(handles, inferHandles) < 2,
                        "the number of file handles is constant")
                .check(
                        !full || Math.max(threads, inferThreads) < 2,
                        "the number of threads is " + "constant");
    }

    private static double growth(
            List<Sample> early, List<Sample> late, ToDoubleFunction<Sample> of) {
        return mean(late, of) / mean(early, of) - 1;
    }

    private static double change(
            List<Sample> early, List<Sample> late, ToDoubleFunction<Sample> of) {
        return mean(late, of) - mean(early, of);
    }

    private static double mean(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return samples.stream().mapToDouble(of).average().orElse(0);
    }
}
