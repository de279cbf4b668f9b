/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.bench.sidecar.Metric;
import io.ekya.bench.sidecar.ProcessUse;
import io.ekya.bench.sidecar.SidecarChild;
import io.ekya.bench.sidecar.TemporaryFolders;
import io.ekya.sidecar.client.FlightSidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Sends malformed calls, requests and frames to a sidecar in a separate process, and has this one
 * read damaged files of each kind.
 */
public final class Fuzz implements Bench {
    private static final int CALLS = 10_500;
    private static final int QUICK_CALLS = 500;

    /** Inputs of each target. */
    private static final int INPUTS = 1_500;

    private static final int QUICK_INPUTS = 60;
    private static final long SEED = 4_711;
    private static final String TOKEN = "a-token-of-this-run";

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String description() {
        return "Malformed calls, requests, frames and files: no crash, no hang, clear refusals";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-fuzz");
        Path data = folder.resolve("sidecar");
        BenchResult result = new BenchResult();
        try (SidecarChild sidecar =
                SidecarChild.start(
                        data,
                        "io.ekya.sidecar.cli.Main",
                        List.of("--folder", data.toString(), "--token-file", tokenFile(folder)))) {
            doors(result, sidecar, folder, quick);
            files(result, quick);
            return result;
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static String tokenFile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("token"), TOKEN).toString();
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }

    private static FlightSidecar client(SidecarChild sidecar) throws IOException {
        return new FlightSidecar("127.0.0.1", sidecar.port(), TOKEN, Duration.ofSeconds(20));
    }

    /** Whatever reaches the sidecar over a socket. */
    private static void doors(BenchResult result, SidecarChild sidecar, Path folder, boolean quick)
            throws Exception {
        long begin = System.nanoTime();
        int calls = quick ? QUICK_CALLS : CALLS;
        List<Feeding> feedings = new ArrayList<>();
        ProcessUse before;
        ProcessUse after;
        try (FlightCalls flight =
                new FlightCalls(client(sidecar), sidecar.port(), random(), TOKEN)) {
            flight.validCall();
            before = ProcessUse.of(sidecar.pid());
            flight.run(calls);
            flight.print();
            Mutator mutator = new Mutator(random());
            for (Target target :
                    List.of(
                            new HttpTarget(sidecar.httpPort(), TOKEN),
                            new Http2Target(sidecar.port()))) {
                Feeding feeding = new Feeding(target);
                feeding.run(mutator, quick ? QUICK_INPUTS : INPUTS);
                flight.validCall();
                feedings.add(feeding);
            }
            after = ProcessUse.of(sidecar.pid());
            List<String> wrong = flight.wrong();
            wrong.stream().distinct().limit(20).forEach(System.out::println);
            result.figure("calls", Integer.toString(calls))
                    .figure("wrong", Integer.toString(wrong.size()))
                    .figure("served", Integer.toString(flight.served()))
                    .check(wrong.isEmpty(), "every malformed call gets an expected status code")
                    .check(flight.served() == flight.valid(), "every valid call is served");
        }
        report(result, feedings);
        double arrow = Metric.read(sidecar.httpPort(), TOKEN, "ekya_arrow_bytes");
        int handles = after.handles() - before.handles();
        List<Path> unexpected = unexpectedFiles(folder);
        result.figure("seconds", (System.nanoTime() - begin) / 1e9)
                .figure("arrow_bytes_left", arrow)
                .figure("resident_mib", after.residentMib())
                .figure("resident_mib_before", before.residentMib())
                .figure("threads", Integer.toString(after.threads()))
                .figure("handles_more", Integer.toString(handles))
                .check(sidecar.alive(), "the sidecar is still running")
                .check(arrow == 0, "no Arrow memory is leaked")
                .check(handles <= 4, "no file handles are leaked")
                .check(
                        unexpected.isEmpty(),
                        "no file is written elsewhere, but found: " + unexpected);
    }

    /** Whatever is read from files. */
    private static void files(BenchResult result, boolean quick) throws Exception {
        Path folder = Files.createTempDirectory("ekya-fuzz-files");
        try {
            Mutator mutator = new Mutator(random());
            List<Feeding> feedings = new ArrayList<>();
            for (Target target :
                    List.of(
                            new ConfigurationTarget(folder),
                            new SampleListTarget(folder),
                            new ImageTarget(),
                            new VideoTarget(folder),
                            new ModelTarget(),
                            new ResultsTarget(folder))) {
                Feeding feeding = new Feeding(target);
                feeding.run(mutator, quick ? QUICK_INPUTS : INPUTS);
                feedings.add(feeding);
            }
            report(result, feedings);
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static void report(BenchResult result, List<Feeding> feedings) {
        for (Feeding feeding : feedings) {
            System.out.println(feeding);
            feeding.wrong().stream().limit(10).forEach(System.out::println);
            String name = feeding.name().replace(' ', '_').replace('/', '_');
            result.figure(name + "_inputs", Integer.toString(feeding.inputs()))
                    .check(feeding.wrong().isEmpty(), feeding.name() + " are read or refused");
        }
    }

    /** Returns files and folders that no valid call created. */
    private static List<Path> unexpectedFiles(Path folder) throws IOException {
        Path data = folder.resolve("sidecar");
        Path samples = data.resolve("samples");
        Path own = data.resolve(FlightCalls.SAMPLES);
        List<Path> known =
                List.of(
                        folder,
                        folder.resolve("token"),
                        Path.of(data + ".log"),
                        samples,
                        samples.resolve("fuzz"));
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> !known.contains(p))
                    .filter(p -> !p.startsWith(data) || p.startsWith(samples))
                    .filter(p -> !p.startsWith(own))
                    .toList();
        }
    }
}
