package io.ekya.bench.simulate;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Random sites with the published code's costs: relay against the thieves, each at the delta that
 * suits it best on that very site, and against exact. All plan on one grid, a multiple of every
 * delta, and are planned anew at every end of a retraining.
 */
public final class PolicyComparison implements Bench {
    private static final List<Double> GPUS = List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0);
    private static final List<Double> DELTAS = List.of(0.1, 0.05, 0.025, 0.0125);
    private static final int LEAST_STREAMS = 2;
    private static final int MOST_STREAMS = 20;
    private static final int STEPS_OF_LEAST_DELTA = 80;
    private static final int SITES = 204;
    private static final int WINDOWS = 3;
    private static final double WINDOW_SECONDS = 200;

    private static final double NEVER_BELOW = -0.005;
    private static final double ABOVE_EXACT = 0.002;

    /** Accuracies on one site; the thieves' are those of their best delta. */
    private record Site(
            long seed,
            int streams,
            double gpus,
            double uniform,
            double thief,
            double reuse,
            double exact,
            double relay,
            double bound) {

        double thieves() {
            return Math.max(thief, reuse);
        }
    }

    private interface Margin {
        double of(Site site);
    }

    @Override
    public String name() {
        return "policies";
    }

    @Override
    public String description() {
        return "relay against thief, thief-reuse and exact on random sites with the paper's costs";
    }

    @Override
    public BenchResult run(boolean quick) throws IOException {
        int count = quick ? 6 : SITES;
        AtomicInteger done = new AtomicInteger();
        List<Site> sites =
                IntStream.range(0, count)
                        .parallel()
                        .mapToObj(
                                i -> {
                                    Site site = play(i + 1L, GPUS.get(i % GPUS.size()));
                                    if (done.incrementAndGet() % 20 == 0) {
                                        System.out.printf("%d of %d sites%n", done.get(), count);
                                    }
                                    return site;
                                })
                        .toList();
        print(sites);
        if (!quick) {
            Files.writeString(
                    Files.createDirectories(Path.of("out")).resolve("policies.csv"), csv(sites));
        }
        return judge(sites, quick);
    }

    private static Site play(long seed, double gpus) {
        int streams = LEAST_STREAMS + new Random(seed).nextInt(MOST_STREAMS - LEAST_STREAMS + 1);
        Trace trace = TraceGenerator.draw(seed, streams, WINDOWS, WINDOW_SECONDS);
        double fine = 8.0 * streams / gpus / STEPS_OF_LEAST_DELTA;
        Setting setting =
                Setting.of(gpus)
                        .withQuantum(1.0 / (STEPS_OF_LEAST_DELTA * Math.ceil(Math.max(1, fine))));
        return new Site(
                seed,
                streams,
                gpus,
                accuracy("best-uniform", trace, setting),
                best("thief", trace, setting),
                best("thief-reuse", trace, setting),
                accuracy("exact", trace, setting),
                accuracy("relay", trace, setting),
                accuracy("upper-bound", trace, setting));
    }

    private static double best(String thief, Trace trace, Setting setting) {
        return DELTAS.stream()
                .mapToDouble(d -> accuracy("%s(%s)".formatted(thief, d), trace, setting))
                .max()
                .orElse(0);
    }

    private static double accuracy(String contender, Trace trace, Setting setting) {
        return Contenders.named(contender).play(trace, setting).accuracy();
    }

    private static void print(List<Site> sites) {
        System.out.printf(
                "%6s %6s %8s %8s %8s %8s %8s %8s %9s %9s %9s%n",
                "GPUs", "sites", "uniform", "thief", "reuse", "exact", "relay", "bound", "-thief",
                "-reuse", "-exact");
        for (double gpus : GPUS) {
            row("%.1f".formatted(gpus), sites, s -> s.gpus == gpus);
        }
        row("all", sites, s -> true);
        System.out.println();
        margins("relay - thief, best delta", sites, s -> s.relay - s.thief);
        margins("relay - thief-reuse, best delta", sites, s -> s.relay - s.reuse);
        margins("relay - the better thief", sites, s -> s.relay - s.thieves());
        margins("relay - exact", sites, s -> s.relay - s.exact);
        List<Site> rich = sites.stream().filter(s -> s.gpus >= 2).toList();
        margins("relay - exact, 2 GPUs and more", rich, s -> s.relay - s.exact);
        System.out.println();
        gap("thief", sites, s -> s.thief);
        gap("thief-reuse", sites, s -> s.reuse);
        gap("exact", sites, s -> s.exact);
        gap("relay", sites, s -> s.relay);
    }

    private static void row(String label, List<Site> all, Predicate<Site> which) {
        List<Site> sites = all.stream().filter(which).toList();
        System.out.printf(
                Locale.ROOT,
                "%6s %6d %8.4f %8.4f %8.4f %8.4f %8.4f %8.4f %+8.2fp %+8.2fp %+8.2fp%n",
                label,
                sites.size(),
                mean(sites, Site::uniform),
                mean(sites, Site::thief),
                mean(sites, Site::reuse),
                mean(sites, Site::exact),
                mean(sites, Site::relay),
                mean(sites, Site::bound),
                100 * mean(sites, s -> s.relay - s.thief),
                100 * mean(sites, s -> s.relay - s.reuse),
                100 * mean(sites, s -> s.relay - s.exact));
    }

    private static void margins(String label, List<Site> sites, Margin margin) {
        double mean = mean(sites, margin);
        double spread = Math.sqrt(mean(sites, s -> Math.pow(margin.of(s) - mean, 2)));
        double wins = mean(sites, s -> margin.of(s) > 0 ? 1 : 0);
        Site worst = sites.stream().min(Comparator.comparingDouble(margin::of)).orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-32s mean %+6.2f points, sd %5.2f, min %+6.2f (seed %d), wins %3.0f %%%n",
                label,
                100 * mean,
                100 * spread,
                100 * margin.of(worst),
                worst.seed,
                100 * wins);
    }

    private static void gap(String label, List<Site> sites, Margin accuracy) {
        System.out.printf(
                Locale.ROOT,
                "%-32s closes %3.0f %% of the gap between the best uniform and the upper bound%n",
                label,
                100 * closed(sites, accuracy));
    }

    private static double closed(List<Site> sites, Margin accuracy) {
        double low = mean(sites, Site::uniform);
        return (mean(sites, accuracy) - low) / (mean(sites, Site::bound) - low);
    }

    private static BenchResult judge(List<Site> sites, boolean quick) {
        List<Site> rich = sites.stream().filter(s -> s.gpus >= 2).toList();
        double least = sites.stream().mapToDouble(s -> s.relay - s.thieves()).min().orElse(0);
        double aboveExact = mean(rich, s -> s.relay - s.exact);
        return new BenchResult()
                .figure("sites", Integer.toString(sites.size()))
                .figure("relay_minus_thief", mean(sites, s -> s.relay - s.thief))
                .figure("relay_minus_reuse", mean(sites, s -> s.relay - s.reuse))
                .figure("relay_minus_exact_2gpus", aboveExact)
                .figure("least_margin", least)
                .figure("gap_closed", closed(sites, Site::relay))
                .check(
                        mean(sites, Site::relay) > mean(sites, Site::thief)
                                && mean(sites, Site::relay) > mean(sites, Site::reuse),
                        "relay is above both thieves in the mean")
                .check(
                        quick || least >= NEVER_BELOW,
                        "relay is never more than 0.5 points below a thief")
                .check(
                        quick || aboveExact >= ABOVE_EXACT,
                        "relay is at least 0.2 points above exact at 2 GPUs and more");
    }

    private static double mean(List<Site> sites, Margin value) {
        return sites.stream().mapToDouble(value::of).average().orElse(0);
    }

    private static String csv(List<Site> sites) {
        List<String> lines = new ArrayList<>();
        lines.add("seed,streams,gpus,best_uniform,thief,thief_reuse,exact,relay,upper_bound");
        for (Site s : sites) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%d,%d,%s,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f",
                            s.seed,
                            s.streams,
                            s.gpus,
                            s.uniform,
                            s.thief,
                            s.reuse,
                            s.exact,
                            s.relay,
                            s.bound));
        }
        return String.join("\n", lines) + "\n";
    }
}
