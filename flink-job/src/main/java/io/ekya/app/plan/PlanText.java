/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import io.ekya.schedule.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats a plan as text: a table of its first phase and a chart with one line per camera. */
final class PlanText {
    private static final int WIDTH = 60;
    private static final int MAX_LINES = 100;

    private final PlanReport report;
    private final StringBuilder text = new StringBuilder();

    PlanText(PlanReport report) {
        this.report = report;
        summary();
        List<Plan.Share> shares = report.plan().phases().get(0).cameras();
        if (!shares.isEmpty()) {
            table(shares);
            chart(shares.size());
            report.placement().ifPresent(this::placement);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void summary() {
        Plan plan = report.plan();
        line(
                "%s: estimated accuracy %.4f, upper bound %.4f, %d phase%s, decided in %.1f ms",
                plan.policy(),
                plan.estimatedAccuracy(),
                report.upperBound(),
                plan.phases().size(),
                plan.phases().size() == 1 ? "" : "s",
                report.decisionMillis());
        if (!plan.belowFloor().isEmpty()) {
            line("below the accuracy floor: %s", String.join(", ", plan.belowFloor()));
        }
        line("");
    }

    private void table(List<Plan.Share> shares) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("camera", "inference", "GPUs", "retraining", "GPUs"));
        double used = 0;
        for (Plan.Share share : shares) {
            rows.add(
                    List.of(
                            share.id(),
                            share.inferenceOption().orElse("-"),
                            gpus(share.inferenceShare()),
                            share.retraining().orElse("-"),
                            share.retraining().isPresent() ? gpus(share.retrainingShare()) : "-"));
            used += share.inferenceShare() + share.retrainingShare();
        }
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows.subList(0, Math.min(rows.size(), MAX_LINES))) {
            StringBuilder cells = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                cells.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            line("%s", cells.toString().stripTrailing());
        }
        more(rows.size());
        line(
                "allocated: %s of %s GPUs, %s reserved",
                gpus(used), gpus(report.problem().gpus()), gpus(report.problem().reservedShare()));
    }

    private void chart(int cameras) {
        List<Plan.Phase> phases = report.plan().phases();
        double window = report.problem().windowSeconds();
        line("");
        line("timeline: . waiting for retraining, # retraining, = serving the retrained student");
        int nameWidth = 0;
        for (Plan.Share share : phases.get(0).cameras()) {
            nameWidth = Math.max(nameWidth, share.id().length());
        }
        for (int c = 0; c < Math.min(cameras, MAX_LINES); c++) {
            String id = phases.get(0).cameras().get(c).id();
            line("%s |%s|", id + " ".repeat(nameWidth - id.length()), bar(c, phases, window));
        }
        more(cameras);
        String end = String.format(Locale.ROOT, "%.0f s", window);
        line("%s0%s%s", " ".repeat(nameWidth + 2), " ".repeat(WIDTH - 1 - end.length()), end);
    }

    private static String bar(int camera, List<Plan.Phase> phases, double window) {
        int first = -1;
        int last = -1;
        for (int k = 0; k < phases.size(); k++) {
            if (phases.get(k).cameras().get(camera).retraining().isPresent()) {
                first = first < 0 ? k : first;
                last = k;
            }
        }
        StringBuilder bar = new StringBuilder();
        int phase = 0;
        for (int x = 0; x < WIDTH; x++) {
            double second = window * (x + 0.5) / WIDTH;
            while (phase + 1 < phases.size() && phases.get(phase + 1).startSeconds() <= second) {
                phase++;
            }
            char mark = phase < first ? '.' : phase <= last ? '#' : '=';
            bar.append(first < 0 ? ' ' : mark);
        }
        return bar.toString();
    }

    private void placement(PlacementReport placed) {
        line("");
        line("%s", placed.title());
        placed.lines().forEach(gpu -> line("%s", gpu));
    }

    private void more(int lines) {
        if (lines > MAX_LINES) {
            line("... and %d more", lines - MAX_LINES);
        }
    }

    private static String gpus(double share) {
        String digits = String.format(Locale.ROOT, "%.4f", share);
        return digits.replaceFirst("0{1,3}$", "");
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
