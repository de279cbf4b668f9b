/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats rows as CSV and as a table, and computes means. */
final class SweepRows {
    private SweepRows() {}

    static String csv(List<SweepRow> rows) {
        StringBuilder csv =
                new StringBuilder(
                        "policy,streams,gpus,window_seconds,error,seed,accuracy,retrainings,decision_ms\n");
        for (SweepRow row : rows) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "\"%s\",%d,%s,%s,%s,%d,%.6f,%d,%.3f%n",
                            row.policy(),
                            row.streams(),
                            row.gpus(),
                            row.windowSeconds(),
                            row.error(),
                            row.seed(),
                            row.accuracy(),
                            row.retrainings(),
                            row.decisionMillis()));
        }
        return csv.toString();
    }

    /**
     * Returns a table with one line per policy and condition: mean, standard deviation over seeds,
     * and the share of the gap between the best uniform baseline and the upper bound that the
     * policy closes.
     */
    static String table(List<SweepRow> rows) {
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                "%7s %6s %7s %6s  %-22s %8s %7s %8s %12s %9s%n",
                                "streams",
                                "GPUs",
                                "window",
                                "error",
                                "policy",
                                "accuracy",
                                "spread",
                                "gap",
                                "retrainings",
                                "plan ms"));
        Map<String, List<SweepRow>> groups =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        r -> condition(r) + "/" + r.policy(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        for (List<SweepRow> group : groups.values()) {
            SweepRow any = group.get(0);
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%7d %6s %7.0f %6s  %-22s %8.4f %7.4f %8s %12.1f %9.2f%n",
                            any.streams(),
                            any.gpus(),
                            any.windowSeconds(),
                            any.error(),
                            any.policy(),
                            mean(group, SweepRow::accuracy),
                            spread(group),
                            gap(group, rows),
                            mean(group, r -> (double) r.retrainings()),
                            mean(group, SweepRow::decisionMillis)));
        }
        return table.toString();
    }

    static double mean(List<SweepRow> rows, Function<SweepRow, Double> value) {
        return rows.stream().mapToDouble(value::apply).average().orElse(0);
    }

    private static double spread(List<SweepRow> rows) {
        double mean = mean(rows, SweepRow::accuracy);
        double squares = rows.stream().mapToDouble(r -> Math.pow(r.accuracy() - mean, 2)).sum();
        return rows.size() < 2 ? 0 : Math.sqrt(squares / (rows.size() - 1));
    }

    private static String gap(List<SweepRow> group, List<SweepRow> rows) {
        List<SweepRow> same =
                rows.stream().filter(r -> condition(r).equals(condition(group.get(0)))).toList();
        List<SweepRow> bound = of(same, "upper-bound");
        List<SweepRow> uniform = of(same, "best-uniform");
        if (bound.isEmpty() || uniform.isEmpty()) {
            return "-";
        }
        double low = mean(uniform, SweepRow::accuracy);
        double high = mean(bound, SweepRow::accuracy);
        double closed = (mean(group, SweepRow::accuracy) - low) / (high - low);
        return high - low < 1e-9 ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * closed);
    }

    static List<SweepRow> of(List<SweepRow> rows, String policy) {
        List<SweepRow> found = new ArrayList<>();
        for (SweepRow row : rows) {
            if (row.policy().equals(policy)) {
                found.add(row);
            }
        }
        return found;
    }

    private static String condition(SweepRow row) {
        return row.streams() + "/" + row.gpus() + "/" + row.windowSeconds() + "/" + row.error();
    }
}
