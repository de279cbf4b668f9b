/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import static io.ekya.bench.simulate.ComparedSite.BOUND;
import static io.ekya.bench.simulate.ComparedSite.ENVELOPE;
import static io.ekya.bench.simulate.ComparedSite.EXACT;
import static io.ekya.bench.simulate.ComparedSite.PLACED;
import static io.ekya.bench.simulate.ComparedSite.PRICED;
import static io.ekya.bench.simulate.ComparedSite.RELAY;
import static io.ekya.bench.simulate.ComparedSite.THIEVES;
import static io.ekya.bench.simulate.ComparedSite.UNIFORM;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results of the comparison, as tables in Markdown. */
record ComparedSites(List<ComparedSite> sites) {

    private static final List<String> PLANNED =
            List.of(UNIFORM, EXACT, ENVELOPE, RELAY, PRICED, BOUND);

    /** Returns the accuracy of a contender on a site. */
    private interface Accuracy {
        double of(ComparedSite site, String contender);
    }

    ComparedSites {
        sites = List.copyOf(sites);
    }

    /** Returns the sites with at least this many GPUs. */
    ComparedSites atLeast(double gpus) {
        return new ComparedSites(sites.stream().filter(s -> s.gpus() >= gpus).toList());
    }

    double mean(ToDoubleFunction<ComparedSite> value) {
        return sites.stream().mapToDouble(value).average().orElse(0);
    }

    Margin relayAbove(String contender) {
        return relayAbove(contender, s -> s.played(contender));
    }

    Margin relayAboveTheBestThief() {
        return relayAbove("best thief policy", s -> bestThief(ComparedSite::played, s));
    }

    private Margin relayAbove(String label, ToDoubleFunction<ComparedSite> theirs) {
        return Margin.of(label, sites, s -> s.played(RELAY), theirs);
    }

    /**
     * Returns the share of the gap between the best uniform baseline and the upper bound that a
     * contender closes.
     */
    double closed(String contender) {
        return closed(ComparedSite::played, contender);
    }

    /** Returns the same for the plans of the first window. */
    double closedByPlan(String policy) {
        return closed(ComparedSite::planned, policy);
    }

    private double closed(Accuracy accuracy, String contender) {
        double low = mean(s -> accuracy.of(s, UNIFORM));
        double gap = mean(s -> accuracy.of(s, BOUND)) - low;
        return gap <= 0 ? 0 : (mean(s -> accuracy.of(s, contender)) - low) / gap;
    }

    private static double bestThief(Accuracy accuracy, ComparedSite site) {
        return THIEVES.stream().mapToDouble(t -> accuracy.of(site, t)).max().orElse(0);
    }

    String markdown() {
        List<String> played = new ArrayList<>(List.of(UNIFORM));
        played.addAll(THIEVES);
        played.addAll(List.of(EXACT, RELAY, PLACED));
        List<String> withBound = new ArrayList<>(played);
        withBound.add(BOUND);
        return String.join(
                "\n",
                "## Accuracy reached over three windows, %, mean over sites\n",
                table(withBound, (some, name) -> 100 * some.mean(s -> s.played(name)), "%.2f"),
                "## Margin of relay, percentage points\n",
                "Policies plan with true accuracies:\n",
                margins(ComparedSite::played),
                "Policies plan with micro-profiles that have the paper's error:\n",
                margins(ComparedSite::profiled),
                "## Share of the gap between the best uniform baseline and the upper bound"
                        + " that is closed, %\n",
                table(played, (some, name) -> 100 * some.closed(name), "%.0f"),
                "## Plans of the first window: estimates and upper bounds, %\n",
                table(PLANNED, (some, name) -> 100 * some.mean(s -> s.planned(name)), "%.2f"),
                "Share of the gap closed by these plans, %; no plan closes more than "
                        + "`priced-bound`:\n",
                table(PLANNED, (some, name) -> 100 * some.closedByPlan(name), "%.0f"));
    }

    private String margins(Accuracy accuracy) {
        List<Margin> rows = new ArrayList<>();
        ToDoubleFunction<ComparedSite> relay = s -> accuracy.of(s, RELAY);
        for (String thief : THIEVES) {
            rows.add(Margin.of(thief + ", best delta", sites, relay, s -> accuracy.of(s, thief)));
        }
        rows.add(Margin.of("best thief policy", sites, relay, s -> bestThief(accuracy, s)));
        rows.add(Margin.of(EXACT, sites, relay, s -> accuracy.of(s, EXACT)));
        rows.add(
                Margin.of(
                        EXACT + ", 2 GPUs and more",
                        atLeast(2).sites,
                        relay,
                        s -> accuracy.of(s, EXACT)));
        rows.add(Margin.of(UNIFORM, sites, relay, s -> accuracy.of(s, UNIFORM)));
        return Margin.head()
                + rows.stream().map(Margin::row).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Computes a cell from the sites of a row and the name of a column. */
    private interface Cell {
        double of(ComparedSites sites, String name);
    }

    private String table(List<String> names, Cell cell, String format) {
        Map<Double, List<ComparedSite>> byGpus =
                sites.stream()
                        .collect(
                                Collectors.groupingBy(
                                        ComparedSite::gpus, TreeMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder("| GPUs | sites |");
        names.forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|--:|--:|").append("--:|".repeat(names.size())).append('\n');
        Function<ComparedSites, String> cells =
                some ->
                        names.stream()
                                .map(n -> String.format(Locale.ROOT, format, cell.of(some, n)))
                                .collect(Collectors.joining(" | ", "| ", " |\n"));
        byGpus.forEach(
                (gpus, some) ->
                        table.append("| %s | %d ".formatted(gpus, some.size()))
                                .append(cells.apply(new ComparedSites(some))));
        return table.append("| all | %d ".formatted(sites.size()))
                .append(cells.apply(this))
                .toString();
    }

    /** Returns one line per site. */
    String csv() {
        List<String> lines = new ArrayList<>();
        for (ComparedSite s : sites) {
            if (lines.isEmpty()) {
                lines.add(
                        "seed,streams,gpus,"
                                + names("", s.played())
                                + ","
                                + names("profiled ", s.profiled())
                                + ","
                                + names("planned ", s.planned()));
            }
            lines.add(
                    "%d,%d,%s,%s,%s,%s"
                            .formatted(
                                    s.seed(),
                                    s.streams(),
                                    s.gpus(),
                                    values(s.played()),
                                    values(s.profiled()),
                                    values(s.planned())));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String names(String prefix, Map<String, Double> values) {
        return values.keySet().stream().map(n -> prefix + n).collect(Collectors.joining(","));
    }

    private static String values(Map<String, Double> values) {
        return values.values().stream()
                .map(v -> String.format(Locale.ROOT, "%.6f", v))
                .collect(Collectors.joining(","));
    }
}
