/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.synthetic.DriftPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Texts of the report's tooltips. */
final class ReportText {
    private ReportText() {}

    /** Describes a point of a drift script. */
    static String of(DriftPoint p) {
        List<String> parts = new ArrayList<>();
        parts.add(
                Svg.format("%02d:%02d", (int) p.hour(), (int) Math.round(p.hour() % 1 * 60) % 60));
        add(parts, "rain", p.rain());
        add(parts, "fog", p.fog());
        add(parts, "snow", p.snow());
        add(parts, "wind", p.shake());
        new TreeMap<>(p.mix())
                .forEach((name, weight) -> parts.add(name + " ×" + Svg.format("%.1f", weight)));
        return Svg.format("drift script at %.0f s: ", p.atSeconds()) + String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, double strength) {
        if (strength > 0) {
            parts.add(name + Svg.format(" %.1f", strength));
        }
    }

    /** Describes a retraining. */
    static String of(RetrainingRecord r) {
        return "%s %s: %s → %s on %d held-out labels (expected %s), %s GPU-seconds at share %s%s"
                .formatted(
                        r.result().configuration(),
                        r.outcomeText(),
                        Html.percent(r.result().oldAccuracy()),
                        Html.percent(r.result().newAccuracy()),
                        r.result().heldOut(),
                        Html.percent(r.result().expectedAccuracy()),
                        Html.number(r.result().gpuSeconds(), 1),
                        Html.number(r.result().achievedShare(), 2),
                        r.result().reason() == null || r.result().reason().isEmpty()
                                ? ""
                                : "; " + r.result().reason());
    }
}
