/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.server.SidecarServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Kills sidecars at random moments after their first promotion and simulates power loss at random
 * moments, then checks that nothing acknowledged is lost.
 */
public final class Crash implements Bench {
    private static final int POINTS = 50;
    private static final int QUICK_POINTS = 3;
    private static final long MOST_MILLIS = 3_000;
    private static final long PROMOTION_SECONDS = 120;
    private static final int CUTS_A_RUN = 10;
    private static final int WINDOWS = 1_000;
    private static final long SEED = 99;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final List<String> problems = new ArrayList<>();
    private int acknowledgedEvents;
    private int promotions;

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public String description() {
        return "Kill and power loss at random moments: nothing acknowledged is lost";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        int points = quick ? QUICK_POINTS : POINTS;
        Path folder = Files.createTempDirectory("ekya-crash");
        try {
            Path base = Files.write(folder.resolve("base.ekya"), TinyCamera.base().bytes());
            for (int i = 0; i < points; i++) {
                kill(folder.resolve("killed"), base, i);
            }
            int killProblems = problems.size();
            System.out.printf(
                    "killed %d times: %d problems, %d events and %d students acknowledged%n",
                    points, killProblems, acknowledgedEvents, promotions);
            int cuts = 0;
            for (int run = 0; cuts < points; run++) {
                cuts += cutPower(folder.resolve("run" + run), Math.min(CUTS_A_RUN, points - cuts));
            }
            System.out.printf(
                    "power lost %d times: %d problems%n", cuts, problems.size() - killProblems);
            problems.forEach(System.out::println);
            return new BenchResult()
                    .figure("kills", Integer.toString(points))
                    .figure("power_losses", Integer.toString(cuts))
                    .figure("events_told", Integer.toString(acknowledgedEvents))
                    .figure("students_told", Integer.toString(promotions))
                    .figure("problems", Integer.toString(problems.size()))
                    .check(problems.isEmpty(), "no guarantee is violated after any crash")
                    .check(promotions >= points, "a student was published before every kill");
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    /** Starts a process on the folder left by all previous ones, and kills it. */
    private void kill(Path folder, Path base, int number) throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        SidecarChild child =
                SidecarChild.start(
                        folder,
                        "io.ekya.sidecar.cli.Main",
                        List.of(
                                "--folder",
                                folder.toString(),
                                "--base-student",
                                base.toString(),
                                "--min-held-out",
                                "30",
                                "--profiling-share",
                                "0.5"));
        Workload workload = new Workload(child.port(), acknowledged, number * WINDOWS, WINDOWS);
        ThreadFailure failure = new ThreadFailure();
        Thread thread = DaemonThreads.named("workload", workload, failure);
        thread.start();
        if (!acknowledged.awaitPromotion(PROMOTION_SECONDS)) {
            problems.add("kill %d: no student was promoted before it".formatted(number));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextLong(MOST_MILLIS));
        child.kill();
        workload.stop();
        thread.join();
        failure.rethrow();
        check("kill " + number, folder, acknowledged.snapshot());
    }

    private void check(String crash, Path folder, Acknowledged.Snapshot acknowledged) {
        acknowledgedEvents += acknowledged.events().size();
        promotions +=
                (int)
                        acknowledged.events().stream()
                                .filter(e -> e.kind() == EventKind.PROMOTED)
                                .count();
        List<String> found = RecoveryChecks.of(folder, acknowledged);
        System.out.printf(
                "%s: %d events acknowledged, problems: %s%n",
                crash, acknowledged.events().size(), found);
        found.forEach(problem -> problems.add(crash + ": " + problem));
    }

    /** The folder left by one power loss, and everything acknowledged by then. */
    private record Cut(Path folder, Acknowledged.Snapshot acknowledged) {}

    /** Simulates several power losses of one running sidecar, which is not affected by them. */
    private int cutPower(Path folder, int wanted) throws Exception {
        Path data = folder.resolve("data");
        LossyDisk disk = new LossyDisk(data, random);
        Acknowledged acknowledged = new Acknowledged();
        List<Cut> cuts = new ArrayList<>();
        try (SidecarServer server =
                new SidecarServer(
                        RecoveryChecks.options(data),
                        new DjlLearner(),
                        TinyCamera.base(),
                        ModelFile::read,
                        disk)) {
            Workload workload = new Workload(server.port(), acknowledged, 0, WINDOWS);
            ThreadFailure failure = new ThreadFailure();
            Thread thread = DaemonThreads.named("workload", workload, failure);
            thread.start();
            for (int cut = 0; cut < wanted; cut++) {
                long at = disk.operations() + 1 + random.nextInt(60);
                while (disk.operations() < at) {
                    TimeUnit.MICROSECONDS.sleep(200);
                }
                Acknowledged.Snapshot snapshot = acknowledged.snapshot();
                Path left = folder.resolve("cut" + cut);
                disk.writeCrashState(left);
                cuts.add(new Cut(left, snapshot));
            }
            workload.stop();
            thread.join();
            failure.rethrow();
        }
        for (Cut cut : cuts) {
            check("power loss " + cut.folder().getFileName(), cut.folder(), cut.acknowledged());
        }
        return cuts.size();
    }
}
