/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Compares relay on random sites with the published code's costs with the thief policies, each at
 * its best delta per site, and with exact, and its plans with an upper bound on all plans. All
 * policies replan whenever a retraining ends.
 */
public final class PolicyComparison implements Bench {
    private static final List<Double> GPUS = List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0);
    private static final int SITES = 204;
    private static final int QUICK_STREAMS = 6;
    private static final int PROGRESS = 20;

    private static final double NEVER_BELOW = -0.005;
    private static final double ABOVE_EXACT = 0.002;
    private static final double ENVELOPE_GAP = 0.002;

    @Override
    public String name() {
        return "policies";
    }

    @Override
    public String description() {
        return "Relay compared with thief, thief-reuse and exact on random sites with the "
                + "paper's costs";
    }

    @Override
    public BenchResult run(boolean quick) throws IOException {
        int count = quick ? GPUS.size() : SITES;
        int streams = quick ? QUICK_STREAMS : ComparedSite.MOST_STREAMS;
        AtomicInteger done = new AtomicInteger();
        ComparedSites sites =
                new ComparedSites(
                        IntStream.range(0, count)
                                .parallel()
                                .mapToObj(i -> play(i, count, streams, done))
                                .toList());
        System.out.println(sites.markdown());
        if (!quick) {
            Path folder = Files.createDirectories(Path.of("out"));
            Files.writeString(folder.resolve("policy-comparison.csv"), sites.csv());
            Files.writeString(
                    folder.resolve("policy-comparison.md"),
                    sites.markdown()
                            + "\nCreated by `./ekya bench policies`; "
                            + Provenance.line()
                            + ".\n");
        }
        return evaluate(sites, quick);
    }

    private static ComparedSite play(int i, int count, int streams, AtomicInteger done) {
        ComparedSite site = ComparedSite.play(i + 1L, GPUS.get(i % GPUS.size()), streams);
        if (done.incrementAndGet() % PROGRESS == 0) {
            System.out.printf("%d of %d sites%n", done.get(), count);
        }
        return site;
    }

    private static BenchResult evaluate(ComparedSites sites, boolean quick) {
        Margin thief = sites.relayAbove("thief");
        Margin reuse = sites.relayAbove("thief-reuse");
        Margin best = sites.relayAboveTheBestThief();
        Margin exact = sites.atLeast(2).relayAbove(ComparedSite.EXACT);
        double envelope =
                sites.mean(s -> s.planned(ComparedSite.RELAY) - s.planned(ComparedSite.ENVELOPE));
        boolean withinBound =
                sites.sites().stream()
                        .allMatch(
                                s ->
                                        s.planned(ComparedSite.RELAY)
                                                <= s.planned(ComparedSite.PRICED) + 1e-9);
        return new BenchResult()
                .figure("sites", Integer.toString(sites.sites().size()))
                .figure("relay_minus_thief", thief.mean())
                .figure("relay_minus_reuse", reuse.mean())
                .figure("relay_minus_exact_2gpus", exact.mean())
                .figure("least_margin", best.worst())
                .figure("gap_closed", sites.closed(ComparedSite.RELAY))
                .figure("gap_closed_by_plan", sites.closedByPlan(ComparedSite.RELAY))
                .figure("gap_closable_by_plan", sites.closedByPlan(ComparedSite.PRICED))
                .figure("envelope_gap", envelope)
                .check(withinBound, "no plan of relay exceeds the upper bound on all plans")
                .check(
                        thief.mean() > 0 && reuse.mean() > 0,
                        "relay is above both thief policies on average")
                .check(
                        quick || best.worst() >= NEVER_BELOW,
                        "relay is never more than 0.5 points below a thief policy")
                .check(
                        quick || exact.mean() >= ABOVE_EXACT,
                        "relay is at least 0.2 points above exact at 2 GPUs and more")
                .check(
                        envelope <= ENVELOPE_GAP,
                        "envelopes are at most 0.2 points below dynamic programming");
    }
}
