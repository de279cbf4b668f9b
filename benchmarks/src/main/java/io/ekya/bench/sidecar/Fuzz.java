/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.client.FlightSidecar;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/** Sends malformed calls to a sidecar in a separate process. */
public final class Fuzz implements Bench {
    private static final int CALLS = 10_500;
    private static final int QUICK_CALLS = 1_000;
    private static final int GOOD_AFTER = 100;
    private static final long SEED = 4_711;
    private static final String TOKEN = "a-token-of-this-run";

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String description() {
        return "Malformed Flight calls: no crash, no hang, correct status codes";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        Path folder = Files.createTempDirectory("ekya-fuzz");
        try (SidecarChild sidecar =
                SidecarChild.start(
                        folder.resolve("sidecar"),
                        "io.ekya.sidecar.cli.Main",
                        List.of(
                                "--folder",
                                folder.resolve("sidecar").toString(),
                                "--token-file",
                                tokenFile(folder)))) {
            return new Run(sidecar, folder).of(quick ? QUICK_CALLS : CALLS);
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static String tokenFile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("token"), TOKEN).toString();
    }

    private static final class Run {
        private final SidecarChild sidecar;
        private final Path folder;
        private final Map<String, Map<Status.Code, Integer>> responses = new TreeMap<>();
        private final List<String> wrong = new ArrayList<>();
        private int good;

        Run(SidecarChild sidecar, Path folder) {
            this.sidecar = sidecar;
            this.folder = folder;
        }

        BenchResult of(int calls) throws Exception {
            System.out.println(Provenance.line());
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
            BadCalls bad = new BadCalls(random, TOKEN);
            long begin = System.nanoTime();
            ProcessUse before;
            try (RawFlight raw = new RawFlight(sidecar.port());
                    FlightSidecar client = client()) {
                client.hello(new HelloRequest("fuzz", List.of("good")));
                goodCall(client, 0);
                before = ProcessUse.of(sidecar.pid());
                for (int i = 1; i <= calls && sidecar.alive(); i++) {
                    send(raw, bad.next());
                    if (i % GOOD_AFTER == 0) {
                        goodCall(client, i);
                    }
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            responses.forEach((kind, codes) -> System.out.printf("%-14s %s%n", kind, codes));
            wrong.stream().distinct().limit(20).forEach(System.out::println);
            return result(calls, seconds, before);
        }

        private FlightSidecar client() throws IOException {
            return new FlightSidecar("127.0.0.1", sidecar.port(), TOKEN, Duration.ofSeconds(20));
        }

        private void send(RawFlight raw, BadCall call) throws Exception {
            Status.Code code = raw.send(call);
            responses
                    .computeIfAbsent(call.kind(), kind -> new TreeMap<>())
                    .merge(code, 1, Integer::sum);
            if (!call.expected().contains(code)) {
                wrong.add(
                        "%s was answered with %s, expected one of %s"
                                .formatted(call.kind(), code, call.expected()));
            }
        }

        private void goodCall(FlightSidecar client, int i) {
            LabelledCrops crops = BadPuts.samples(1).crops();
            client.put("fuzz", "good", i / 1_000, crops);
            if (client.status().contains("\"good\"")) {
                good++;
            }
        }

        private BenchResult result(int calls, double seconds, ProcessUse before) throws Exception {
            ProcessUse after = ProcessUse.of(sidecar.pid());
            double arrow = Metric.read(sidecar.httpPort(), TOKEN, "ekya_arrow_bytes");
            int handles = after.handles() - before.handles();
            return new BenchResult()
                    .figure("calls", Integer.toString(calls))
                    .figure("wrong", Integer.toString(wrong.size()))
                    .figure("good", Integer.toString(good))
                    .figure("seconds", seconds)
                    .figure("arrow_bytes_left", arrow)
                    .figure("resident_mib", after.residentMib())
                    .figure("resident_mib_before", before.residentMib())
                    .figure("threads", Integer.toString(after.threads()))
                    .figure("handles_more", Integer.toString(handles))
                    .check(sidecar.alive(), "the sidecar is still running")
                    .check(wrong.isEmpty(), "every malformed call gets an expected status code")
                    .check(good == 1 + calls / GOOD_AFTER, "every valid call is served")
                    .check(arrow == 0, "no Arrow memory is leaked")
                    .check(handles <= 4, "no file handles are leaked")
                    .check(
                            unexpectedFiles().isEmpty(),
                            "no file is written elsewhere, but " + "found: " + unexpectedFiles());
        }

        /** Returns files and folders that no valid call created. */
        private List<Path> unexpectedFiles() throws IOException {
            Path data = folder.resolve("sidecar");
            Path samples = data.resolve("samples");
            List<Path> known =
                    List.of(folder, Path.of(data + ".log"), samples, samples.resolve("fuzz"));
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(p -> !known.contains(p))
                        .filter(p -> !p.startsWith(data) || p.startsWith(samples))
                        .filter(p -> !p.startsWith(samples.resolve("fuzz/good")))
                        .toList();
            }
        }
    }
}
