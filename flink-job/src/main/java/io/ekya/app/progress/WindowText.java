/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import io.ekya.app.report.Accuracies;
import io.ekya.app.report.CameraProblems;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.RetrainResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Formats the results of a window: one line for the window and one for each camera. */
final class WindowText {
    private final RunProgress progress;
    private final CameraProblems problems;
    private final int nameWidth;

    /**
     * @param cameras all camera names, to align the columns
     * @param problems why windows have no frames
     */
    WindowText(RunProgress progress, List<String> cameras, CameraProblems problems) {
        this.progress = progress;
        this.problems = problems;
        this.nameWidth = cameras.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Returns the lines of a window.
     *
     * @param cameras results by camera
     * @param deviceRatio model CPU / (gpus x elapsed); NaN if not measured
     */
    List<String> of(long window, Map<String, WindowResult> cameras, double deviceRatio) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("window " + window);
        double truth = mean(cameras, Accuracies::trueAccuracy);
        double live = mean(cameras, Accuracies::liveAccuracy);
        head.append(Double.isFinite(truth) ? "   accuracy " + percent(truth) : "");
        head.append(Double.isFinite(live) ? "   live " + percent(live) : "");
        progress.latest().ifPresent(a -> head.append("   policy ").append(a.source().policy()));
        if (Double.isFinite(deviceRatio)) {
            head.append(format("   model CPU %.2f x GPUs", deviceRatio));
        }
        lines.add(head.toString());
        cameras.values().forEach(w -> lines.add(camera(w)));
        return lines;
    }

    private String camera(WindowResult w) {
        StringBuilder line = new StringBuilder("  ");
        line.append(format("%-" + Math.max(1, nameWidth) + "s", w.camera()));
        if (w.frames().delivered() == 0) {
            return line.append("  no frames").append(reason(w)).toString();
        }
        line.append(
                Double.isFinite(Accuracies.trueAccuracy(w))
                        ? "  accuracy " + percent(Accuracies.trueAccuracy(w))
                        : "");
        line.append(
                Double.isFinite(Accuracies.liveAccuracy(w))
                        ? "  live " + percent(Accuracies.liveAccuracy(w))
                        : "");
        if (Double.isFinite(Accuracies.balancedAgreement(w))) {
            line.append("  held-out ").append(percent(Accuracies.balancedAgreement(w)));
            line.append(" (majority ").append(percent(Accuracies.majorityAgreement(w))).append(')');
        }
        line.append(
                format(
                        "  %s at share %.2f (achieved %.2f)",
                        Objects.requireNonNullElse(w.inference().configuration(), "–"),
                        w.inference().requestedShare(),
                        w.inference().achievedShare()));
        if (w.frames().dropped() > 0) {
            line.append(
                    format(
                            "  dropped %.0f %%",
                            100.0 * w.frames().dropped() / w.frames().delivered()));
            line.append(reason(w));
        }
        if (w.labels().seesAlmostNothing()) {
            line.append("  teacher sees only background");
        }
        return line.append("  ").append(retraining(w)).toString();
    }

    private String reason(WindowResult w) {
        return progress.firstMillis()
                .flatMap(first -> problems.reason(w, first))
                .map(text -> ": " + text)
                .orElse("");
    }

    private String retraining(WindowResult w) {
        Optional<Allocation.RetrainingShare> retraining =
                progress.retraining(w.camera(), w.window()).map(Allocation::retraining);
        String share = retraining.map(r -> format(" at share %.2f", r.share())).orElse("");
        return progress.outcome(w.camera(), w.startMillis(), w.endMillis())
                .map(o -> "retrained " + o.getValue().configuration() + share + ": " + outcome(o))
                .or(
                        () ->
                                retraining.map(
                                        r ->
                                                "retraining "
                                                        + r.configuration()
                                                        + share
                                                        + " continues"))
                .orElse("not retrained");
    }

    /** The outcome of a retraining, such as {@code 61.0 → 79.5 % promoted}. */
    static String outcome(Map.Entry<String, RetrainResult> outcome) {
        RetrainResult r = outcome.getValue();
        String change = "";
        if (r.oldAccuracy() != null && r.newAccuracy() != null) {
            change = format("%.1f → %.1f %% ", 100 * r.oldAccuracy(), 100 * r.newAccuracy());
        }
        return switch (outcome.getKey()) {
            case "PROMOTED" -> change + "promoted" + onlyClass(r);
            case "NOT_PROMOTED" -> change + "not promoted";
            case "CANCELLED" -> "cancelled";
            default -> "failed: " + r.reason();
        };
    }

    /** A student that always predicts one class can be promoted if there is no other. */
    private static String onlyClass(RetrainResult r) {
        return r.onlyClass() == null ? "" : " (all held-out labels are " + r.onlyClass() + ")";
    }

    private static double mean(
            Map<String, WindowResult> cameras, ToDoubleFunction<WindowResult> value) {
        return cameras.values().stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    static String percent(double value) {
        return format("%.1f %%", 100 * value);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
