/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import io.ekya.synthetic.DriftPoint;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Chart of one camera: accuracy over time above GPU shares over time (as Figure 9 of the paper).
 */
final class CameraChart {
    private static final int WIDTH = 1000;
    private static final String UP = "M0 -6 L5.5 4 L-5.5 4 Z";
    private static final String DOWN = "M0 6 L5.5 -4 L-5.5 -4 Z";
    private static final String CROSS = "M-5 -5 L5 5 M-5 5 L5 -5";
    private static final String DIAMOND = "M0 -5 L5 0 L0 5 L-5 0 Z";
    private static final String TICK = "M0 -7 L0 7";
    private static final String PLAY = "M-4 -5 L5 0 L-4 5 Z";

    private final RunData run;
    private final String camera;
    private final List<WindowResult> windows;
    private final List<Double> starts;
    private final Plot top;
    private final Plot low;

    CameraChart(RunData run, String camera) {
        this.run = run;
        this.camera = camera;
        this.windows = run.windowsOf(camera);
        this.starts = windows.stream().map(w -> run.seconds(w.startMillis())).toList();
        double seconds = run.lengthSeconds();
        this.top = new Plot(52, 26, WIDTH - 70, 170, seconds, 1);
        this.low = new Plot(52, 214, WIDTH - 70, 76, seconds, maxShare());
    }

    private double maxShare() {
        Steps both = Steps.sum(List.of(inference(), retraining()));
        return Math.max(0.1, Math.min(run.gpus(), 1.15 * both.max()));
    }

    private Steps inference() {
        return Steps.of(run, run.allocationsOf(camera), a -> a.inference().share());
    }

    private Steps retraining() {
        return Steps.of(run, run.allocationsOf(camera), Allocation::retrainingShare);
    }

    String svg() {
        Svg svg = new Svg(WIDTH, 312, "Accuracy and shares of " + camera);
        top.grid(svg, List.of(0.0, 0.25, 0.5, 0.75, 1.0), true, starts);
        svg.text(top.left(), 14, "axis", "accuracy");
        windowMeans(svg);
        perWindow(svg, Accuracies::liveAccuracy, "live");
        drawAccuracy(svg);
        low.grid(svg, List.of(0.0, low.maxValue()), false, starts);
        svg.text(low.left(), low.top() - 5, "axis", "share of a GPU");
        low.layer(svg, List.of(), inference(), "inference");
        low.layer(svg, List.of(inference()), retraining(), "retraining");
        achieved(svg);
        low.timeAxis(svg, starts);
        windows.forEach(
                w ->
                        svg.hover(
                                top.x(run.seconds(w.startMillis())),
                                top.top(),
                                top.x(run.seconds(w.endMillis()))
                                        - top.x(run.seconds(w.startMillis())),
                                low.bottom() - top.top(),
                                tooltip(w)));
        drift(svg);
        retrainings(svg);
        midTraining(svg);
        return svg.text();
    }

    private void windowMeans(Svg svg) {
        perWindow(svg, Accuracies::trueAccuracy, "mean");
    }

    private void perWindow(Svg svg, ToDoubleFunction<WindowResult> value, String style) {
        for (WindowResult w : windows) {
            double v = value.applyAsDouble(w);
            if (Double.isFinite(v)) {
                svg.line(
                        top.x(run.seconds(w.startMillis())),
                        top.y(v),
                        top.x(run.seconds(w.endMillis())),
                        top.y(v),
                        style);
            }
        }
    }

    private void drawAccuracy(Svg svg) {
        StringBuilder d = new StringBuilder();
        for (AccuracyBins.Bin bin : run.accuracy().getOrDefault(camera, List.of())) {
            double middle = (bin.fromSeconds() + bin.toSeconds()) / 2;
            d.append(
                    Svg.format(
                            "%s%.1f %.1f ",
                            d.isEmpty() ? "M" : "L", top.x(middle), top.y(bin.accuracy())));
        }
        svg.path(d, "true");
    }

    private void achieved(Svg svg) {
        for (WindowResult w : windows) {
            if (Double.isFinite(w.inference().achievedShare())) {
                svg.line(
                        low.x(run.seconds(w.startMillis())),
                        low.y(w.inference().achievedShare()),
                        low.x(run.seconds(w.endMillis())),
                        low.y(w.inference().achievedShare()),
                        "achieved");
            }
        }
    }

    private void drift(Svg svg) {
        List<DriftPoint> points =
                run.config().stream()
                        .flatMap(c -> c.cameras().stream())
                        .filter(c -> c.id().equals(camera))
                        .map(CameraConfig::drift)
                        .findFirst()
                        .orElse(List.of());
        for (DriftPoint p : points) {
            if (p.atSeconds() <= run.lengthSeconds()) {
                svg.line(
                        top.x(p.atSeconds()),
                        top.top() - 6,
                        top.x(p.atSeconds()),
                        top.bottom(),
                        "drift");
                svg.mark(
                        top.x(p.atSeconds()),
                        top.top() - 8,
                        DIAMOND,
                        "driftmark",
                        ReportText.of(p));
            }
        }
    }

    private void retrainings(Svg svg) {
        for (RetrainingRecord r : RetrainingRecord.of(run)) {
            if (!r.camera().equals(camera)) {
                continue;
            }
            double from = top.x(run.seconds(r.startMillis()));
            double to = top.x(run.seconds(r.endMillis()));
            double rail = top.bottom() - 9;
            String tooltip = ReportText.of(r);
            svg.line(from, rail, to, rail, "rail");
            svg.mark(
                    from, rail, PLAY, "start", "retraining started: " + r.result().configuration());
            String shape =
                    r.outcome() == EventKind.PROMOTED
                            ? UP
                            : r.outcome() == EventKind.NOT_PROMOTED ? DOWN : CROSS;
            boolean isComplete =
                    r.outcome() == EventKind.PROMOTED || r.outcome() == EventKind.NOT_PROMOTED;
            if (isComplete) {
                svg.circle(
                        to,
                        top.y(r.result().expectedAccuracy()),
                        3.5,
                        "expected",
                        "expected accuracy " + Html.percent(r.result().expectedAccuracy()));
            }
            Double reached = r.result().newAccuracy();
            if (isComplete && reached != null) {
                svg.circle(
                        to,
                        top.y(reached),
                        3.5,
                        "reached",
                        "reached accuracy " + Html.percent(reached) + " on held-out labels");
            }
            svg.mark(to, rail, shape, r.outcome().name().toLowerCase(Locale.ROOT), tooltip);
        }
    }

    private void midTraining(Svg svg) {
        for (InterimResult m : InterimResult.of(run, camera)) {
            double x = top.x(run.seconds(m.timeMillis()));
            double rail = top.bottom() - 9;
            if (m.kind() == EventKind.CHECKPOINTED) {
                svg.circle(x, top.y(m.accuracy()), 3.5, "reached", m.text());
                svg.mark(x, rail, UP, "checkpoint", m.text());
            } else {
                svg.circle(x, top.y(m.expected()), 3.5, "expected", m.text());
                svg.mark(x, rail, TICK, "corrected", m.text());
            }
        }
    }

    private String tooltip(WindowResult w) {
        return "%s, window %d: true accuracy %s, live %s, %s at share %s (achieved %s), %d frames, %d dropped"
                .formatted(
                        camera,
                        run.numberInRun(w.window()),
                        Html.percent(Accuracies.trueAccuracy(w)),
                        Html.percent(Accuracies.liveAccuracy(w)),
                        Objects.requireNonNullElse(w.inference().configuration(), "–"),
                        Html.number(w.inference().requestedShare(), 2),
                        Html.number(w.inference().achievedShare(), 2),
                        w.frames().delivered(),
                        w.frames().dropped());
    }
}
