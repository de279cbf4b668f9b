/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import io.ekya.bench.cluster.CommittedResults.Window;
import io.ekya.bench.cluster.FaultPlan.Phase;
import io.ekya.bench.cluster.Recoveries.Recovery;
import io.ekya.bench.cluster.SiteJob.Event;
import io.ekya.bench.sidecar.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What is done to a running cluster, and how it is seen that it has recovered. */
final class Faults {
    private static final int TIMEOUT_SECONDS = 180;
    private static final Set<String> TRAINED = Set.of("PROMOTED", "NOT_PROMOTED");

    private final RealCluster cluster;
    private final CommittedResults results;
    private final Map<SiteJob, String> jobs;
    private final FaultPlan plan;

    /**
     * @param jobs ids by site
     */
    Faults(
            RealCluster cluster,
            CommittedResults results,
            Map<SiteJob, String> jobs,
            FaultPlan plan) {
        this.cluster = cluster;
        this.results = results;
        this.jobs = jobs;
        this.plan = plan;
    }

    /** Waits for new results without a fault. */
    Recovery none() throws Exception {
        return recovery(System.nanoTime(), System.currentTimeMillis());
    }

    /**
     * Kills processes, starts them again and waits for new results.
     *
     * @param downMillis between kill and start
     */
    Recovery kill(List<String> processes, long downMillis) throws Exception {
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        for (String process : processes) {
            cluster.kill(process);
        }
        Thread.sleep(downMillis);
        cluster.start();
        return recovery(nanos, millis);
    }

    /** Waits until everything works that is found in the results. */
    Recovery recovery(long sinceNanos, long sinceMillis) throws Exception {
        long[] running = {sinceNanos};
        double seconds =
                Await.until(
                        TIMEOUT_SECONDS,
                        sinceNanos,
                        () -> {
                            boolean allRun = allRun();
                            if (!allRun) {
                                running[0] = System.nanoTime();
                            }
                            return missing(sinceMillis).isEmpty() && allRun;
                        },
                        () -> "not recovered: " + missing(sinceMillis));
        return new Recovery((running[0] - sinceNanos) / 1e9, seconds);
    }

    boolean allRun() throws InterruptedException {
        for (String job : jobs.values()) {
            if (!cluster.isRunning(job)) {
                return false;
            }
        }
        return true;
    }

    /** Returns what has not been seen since a time. */
    private List<String> missing(long sinceMillis) throws IOException {
        results.rethrow();
        List<String> missing = new ArrayList<>();
        for (SiteJob job : jobs.keySet()) {
            for (String key : job.keys()) {
                if (lastEndMillis(key) <= sinceMillis) {
                    missing.add("window of " + key);
                }
                if (results.plannedMillis(key) <= sinceMillis) {
                    missing.add("plan for " + key);
                }
            }
        }
        if (missing.isEmpty()) {
            for (SiteJob job : jobs.keySet()) {
                if (job.lastEventMillis() <= sinceMillis) {
                    missing.add("event of " + job.site());
                }
            }
        }
        return missing;
    }

    /**
     * When a site whose sidecar has lost its folder went on, in windows since the sidecar's start.
     *
     * @param planned first plan
     * @param profiled first micro-profile
     * @param trained first retraining that ended; -1 if it was not waited for
     */
    record Resumed(long planned, long profiled, long trained) {}

    /** Kills the first sidecar and others, removes the sidecar's folder and starts them again. */
    Resumed loseFolder(SiteJob site, Path folder) throws Exception {
        String journal = last(site.events()).journal();
        cluster.kill("sidecar");
        for (String other : plan.withLostFolder()) {
            cluster.kill(other);
        }
        TemporaryFolders.remove(folder);
        cluster.start();
        long millis = System.currentTimeMillis();
        String key = site.keys().get(0);
        Await.until(
                TIMEOUT_SECONDS,
                System.nanoTime(),
                () -> results.plannedMillis(key) > millis,
                () -> "no plan after the sidecar has lost its folder");
        long planned = results.plannedMillis(key);
        long profiled = awaitEvent(site, journal, Set.of("PROFILED"));
        long trained = plan.has(Phase.AWAIT_RETRAINING) ? awaitEvent(site, journal, TRAINED) : 0;
        recovery(System.nanoTime(), millis);
        return new Resumed(
                windows(millis, planned),
                windows(millis, profiled),
                trained == 0 ? -1 : windows(millis, trained));
    }

    private static long awaitEvent(SiteJob site, String lost, Set<String> kinds) throws Exception {
        Await.until(
                TIMEOUT_SECONDS,
                System.nanoTime(),
                () -> firstMillis(site, lost, kinds) > 0,
                () -> "none of %s since the sidecar has lost its folder".formatted(kinds));
        return firstMillis(site, lost, kinds);
    }

    private long windows(long fromMillis, long toMillis) {
        return toMillis / plan.windowMillis() - fromMillis / plan.windowMillis();
    }

    /** Returns the time of the first such event in another journal; 0 without one. */
    private static long firstMillis(SiteJob site, String lost, Set<String> kinds)
            throws IOException {
        return site.events().stream()
                .filter(event -> !event.journal().equals(lost) && kinds.contains(event.kind()))
                .mapToLong(Event::timeMillis)
                .min()
                .orElse(0);
    }

    private static Event last(List<Event> events) {
        return events.stream()
                .max((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()))
                .orElseThrow(() -> new IllegalStateException("no events were written"));
    }

    /** Waits until each camera has results of a number of windows that begin from now on. */
    void awaitWindows(int count) throws Exception {
        long end = System.currentTimeMillis() + count * plan.windowMillis();
        Await.until(
                TIMEOUT_SECONDS,
                System.nanoTime(),
                () ->
                        jobs.keySet().stream()
                                .flatMap(job -> job.keys().stream())
                                .allMatch(key -> lastEndMillis(key) >= end),
                () -> "results of %d windows are missing".formatted(count));
    }

    private long lastEndMillis(String key) {
        return results.last(key).map(Window::endMillis).orElse(0L);
    }

    /** Moves a job through a savepoint to another parallelism, after a pause of 2.5 windows. */
    Recovery rescale(SiteJob site, int parallelism) throws Exception {
        String savepoint = cluster.savepoint(Objects.requireNonNull(jobs.get(site)));
        Thread.sleep(5 * plan.windowMillis() / 2);
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        restore(site, savepoint, parallelism, List.of());
        return recovery(nanos, millis);
    }

    /** Moves a job through a savepoint to another parallelism and other settings. */
    void move(SiteJob site, int parallelism, List<String> options) throws Exception {
        String savepoint = cluster.savepoint(Objects.requireNonNull(jobs.get(site)));
        restore(site, savepoint, parallelism, options);
    }

    private void restore(SiteJob site, String savepoint, int parallelism, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--from-savepoint", savepoint));
        all.addAll(List.of("-p", Integer.toString(parallelism)));
        all.addAll(site.sidecarOption());
        jobs.put(site, cluster.submit(site.configuration(), all));
    }
}
