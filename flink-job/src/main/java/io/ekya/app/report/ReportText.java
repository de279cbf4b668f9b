package io.ekya.app.report;

import io.ekya.synthetic.DriftPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Sentences about what happened. */
final class ReportText {
    private ReportText() {}

    /** What a street looks like at a point of its script. */
    static String of(DriftPoint p) {
        List<String> words = new ArrayList<>();
        words.add(
                Svg.format(
                        "%02d:%02d o'clock",
                        (int) p.hour(), (int) Math.round(p.hour() % 1 * 60) % 60));
        add(words, "rain", p.rain());
        add(words, "fog", p.fog());
        add(words, "snow", p.snow());
        add(words, "wind", p.shake());
        new TreeMap<>(p.mix())
                .forEach((name, weight) -> words.add(name + " ×" + Svg.format("%.1f", weight)));
        return Svg.format("drift script at %.0f s: ", p.atSeconds()) + String.join(", ", words);
    }

    private static void add(List<String> words, String name, double strength) {
        if (strength > 0) {
            words.add(name + Svg.format(" %.1f", strength));
        }
    }

    /** How a retraining went. */
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
