/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.bench.cluster.FaultPlan.Phase;
import io.ekya.bench.cluster.Faults.Resumed;
import io.ekya.bench.cluster.Recoveries.Recovery;
import io.ekya.bench.sidecar.TemporaryFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Kills every process of a real cluster, again and again, while eight cameras of two sites produce
 * frames: committed results are complete, and the jobs go on.
 */
public final class ClusterFaults implements Bench {
    private static final long SEED = 11;
    private static final long MOST_DOWN_MILLIS = 2_000;
    private static final int TIMEOUT_SECONDS = 120;
    private static final int POLL_MILLIS = 500;
    private static final int UNDISTURBED = 3;
    private static final int[] PARALLELISMS = {1, 4, 1};

    /** "Within two windows": the one in which the sidecar came back is only a part of one. */
    private static final int MOST_WINDOWS = 2;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Override
    public String name() {
        return "cluster-faults";
    }

    @Override
    public String description() {
        return "Kill the processes of a real cluster: no window is missing or doubled";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        BenchResult result = new BenchResult();
        for (FaultPlan plan :
                quick
                        ? List.of(FaultPlan.quick())
                        : List.of(FaultPlan.kills(), FaultPlan.lostFolder())) {
            Path folder = Files.createTempDirectory("ekya-faults");
            System.out.println("logs in " + folder.resolve("cluster/logs"));
            run(result, folder, plan);
            if (result.failures().isEmpty()) {
                TemporaryFolders.remove(folder);
            }
        }
        return result;
    }

    private void run(BenchResult result, Path folder, FaultPlan plan) throws Exception {
        List<SiteJob> sites =
                Stream.of(new SiteJob("a", 1, folder), new SiteJob("b", 2, folder))
                        .limit(plan.sites())
                        .toList();
        for (SiteJob site : sites) {
            site.writeConfiguration(plan);
        }
        SiteJob first = sites.get(0);
        try (RealCluster cluster =
                new RealCluster(folder.resolve("cluster"), options(first.configuration(), plan))) {
            cluster.start();
            System.out.println("the cluster runs");
            Answers answers = new Answers();
            try (CommittedResults results = new CommittedResults(cluster.kafka(), answers);
                    KafkaCameras cameras = cameras(cluster, sites, plan)) {
                Map<SiteJob, String> jobs = new LinkedHashMap<>();
                for (SiteJob site : sites) {
                    List<String> options = new ArrayList<>(site.sidecarOption());
                    options.addAll(plan.has(Phase.COMPARE_ANSWERS) ? FixedPlan.FIRST : List.of());
                    jobs.put(site, cluster.submit(site.configuration(), options));
                }
                awaitReading(cluster, jobs);
                System.out.println("the jobs run");
                cameras.start();
                Faults faults = new Faults(cluster, results, jobs, plan);
                Recoveries recoveries = new Recoveries();
                if (plan.has(Phase.COMPARE_ANSWERS)) {
                    FixedPlan.compare(faults, answers, sites);
                }
                disturb(faults, recoveries, plan);
                if (plan.has(Phase.LOSE_FOLDER)) {
                    report(
                            result,
                            plan,
                            faults.loseFolder(first, folder.resolve("cluster/sidecar")));
                }
                if (plan.has(Phase.RESCALE)) {
                    rescale(faults, recoveries, first);
                }
                long produced = cameras.stop();
                awaitFrames(results, produced);
                boolean closed = awaitTransactions(cluster);
                boolean alive = faults.allRun();
                Map<String, List<CommittedResults.Window>> read = results.reread();
                Completeness complete = Completeness.of(read);
                read.forEach(
                        (key, windows) ->
                                System.out.printf(
                                        "%s: %d windows, %d frames%n",
                                        key,
                                        windows.size(),
                                        windows.stream()
                                                .mapToLong(CommittedResults.Window::frames)
                                                .sum()));
                report(result, plan, complete, produced);
                if (plan.has(Phase.COMPARE_ANSWERS)) {
                    report(result, answers.compared());
                }
                result.check(closed, "no transaction stays open").check(alive, "all jobs run");
                recoveries.report(result);
            }
        }
    }

    private static List<String> options(Path configuration, FaultPlan plan) {
        List<String> options = new ArrayList<>(List.of("--taskmanagers=2", "--ha", "--kafka"));
        options.add("--slots=" + plan.slots());
        options.add("--sidecars=" + plan.sites());
        options.add("--config=" + configuration);
        String session = "high-availability.zookeeper.client.session-timeout=";
        for (String setting :
                List.of(
                        session + plan.sessionSeconds() + "s",
                        "restart-strategy.exponential-delay.max-backoff=2s",
                        "taskmanager.memory.process.size=2g")) {
            options.addAll(List.of("-D", setting));
        }
        return options;
    }

    private static KafkaCameras cameras(RealCluster cluster, List<SiteJob> sites, FaultPlan plan)
            throws Exception {
        List<String> keys = sites.stream().flatMap(site -> site.keys().stream()).toList();
        return new KafkaCameras(cluster.kafka(), keys, plan.fps());
    }

    /** A job that has begun to read reads every frame that is produced later. */
    private static void awaitReading(RealCluster cluster, Map<SiteJob, String> jobs)
            throws Exception {
        for (String job : jobs.values()) {
            Await.until(
                    TIMEOUT_SECONDS,
                    System.nanoTime(),
                    () -> cluster.checkpoints(job) >= 2,
                    () -> "the job makes no checkpoints");
        }
    }

    private void disturb(Faults faults, Recoveries recoveries, FaultPlan plan) throws Exception {
        faults.none(); // the first results
        System.out.println("results of all cameras");
        for (int i = 0; i < (plan.has(Phase.UNDISTURBED) ? UNDISTURBED : 0); i++) {
            recoveries.add("none", faults.none());
        }
        for (List<String> processes : plan.rounds()) {
            Recovery recovery = faults.kill(processes, random.nextLong(MOST_DOWN_MILLIS));
            System.out.printf(
                    "killed %s: jobs run after %.1f s, results after %.1f s%n",
                    String.join(", ", processes), recovery.running(), recovery.results());
            processes.forEach(process -> recoveries.add(FaultPlan.kind(process), recovery));
        }
    }

    private static void rescale(Faults faults, Recoveries recoveries, SiteJob site)
            throws Exception {
        for (int parallelism : PARALLELISMS) {
            Recovery recovery = faults.rescale(site, parallelism);
            System.out.printf(
                    "restored at parallelism %d: results after %.1f s%n",
                    parallelism, recovery.results());
            recoveries.add("restored", recovery);
        }
    }

    /** Waits for the results of the last frames; whether all are there is checked later. */
    private static void awaitFrames(CommittedResults results, long produced) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (results.frames() < produced && System.nanoTime() < end) {
            results.rethrow();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean awaitTransactions(RealCluster cluster) throws Exception {
        long now = System.currentTimeMillis();
        String brokers = cluster.kafka();
        try {
            Await.until(
                    TIMEOUT_SECONDS,
                    System.nanoTime(),
                    () -> Transactions.open(brokers, now).isEmpty(),
                    () -> "transactions stay open");
            return true;
        } catch (IllegalStateException e) {
            System.out.println(Transactions.open(brokers, now));
            return false;
        }
    }

    private static void report(BenchResult result, FaultPlan plan, Resumed resumed) {
        System.out.println("a sidecar without its folder: " + resumed);
        result.figure("folder_lost_planned_windows", Long.toString(resumed.planned()))
                .figure("folder_lost_profiled_windows", Long.toString(resumed.profiled()));
        if (plan.has(Phase.AWAIT_RETRAINING)) {
            result.figure("folder_lost_trained_windows", Long.toString(resumed.trained()))
                    .check(resumed.planned() <= MOST_WINDOWS, "planning resumes in two windows")
                    .check(resumed.trained() <= MOST_WINDOWS, "training resumes in two windows");
        }
    }

    private static void report(BenchResult result, Answers.Compared compared) {
        result.figure("pictures_compared", Long.toString(compared.pictures()))
                .figure("answers_differing", Long.toString(compared.differing()))
                .check(compared.pictures() > 0, "pictures are analysed at each parallelism")
                .check(compared.differing() == 0, "answers do not depend on the parallelism");
    }

    private static void report(
            BenchResult result, FaultPlan plan, Completeness complete, long produced) {
        String prefix = plan.rounds().isEmpty() ? "folder_lost_" : "";
        int kills = plan.rounds().stream().mapToInt(List::size).sum();
        result.figure(prefix + "window_seconds", Integer.toString(plan.windowSeconds()))
                .figure(prefix + "kills", Integer.toString(kills))
                .figure(prefix + "windows", Long.toString(complete.windows()))
                .figure(prefix + "missing", Long.toString(complete.missing()))
                .figure(prefix + "doubled", Long.toString(complete.doubled()))
                .figure(prefix + "analysed", Long.toString(complete.analysed()))
                .figure(prefix + "carried", Long.toString(complete.carried()))
                .figure(prefix + "dropped", Long.toString(complete.dropped()))
                .figure(prefix + "produced", Long.toString(produced))
                .check(complete.missing() == 0, "no window is missing")
                .check(complete.doubled() == 0, "no window is doubled")
                .check(complete.counted() == produced, "analysed + carried + dropped = produced");
    }
}
