/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import java.util.ArrayList;
import java.util.List;

/** The plot area of a chart: maps seconds and values to SVG coordinates. */
record Plot(double left, double top, double width, double height, double seconds, double maxValue) {

    double x(double second) {
        return left + width * clamp(second / Math.max(seconds, 1e-9));
    }

    double y(double value) {
        return top + height * (1 - clamp(value / maxValue));
    }

    private static double clamp(double fraction) {
        return Math.max(0, Math.min(1, fraction));
    }

    double bottom() {
        return top + height;
    }

    double right() {
        return left + width;
    }

    /** Draws horizontal grid lines with labels and a vertical line at the start of each window. */
    void grid(Svg svg, List<Double> values, boolean percent, List<Double> windowStarts) {
        for (double v : values) {
            svg.line(left, y(v), right(), y(v), "grid");
            svg.text(
                    left - 6,
                    y(v) + 3.5,
                    "tick end",
                    percent ? Svg.format("%.0f%%", 100 * v) : Svg.format("%.2g", v));
        }
        for (double start : windowStarts) {
            svg.line(x(start), top, x(start), bottom(), "window");
        }
    }

    /** Labels the starts of windows in seconds; skips some if there are many. */
    void timeAxis(Svg svg, List<Double> windowStarts) {
        int every = 1 + windowStarts.size() / 16;
        for (int i = 0; i < windowStarts.size(); i += every) {
            svg.text(
                    x(windowStarts.get(i)),
                    bottom() + 14,
                    "tick middle",
                    Svg.format("%.0f s", windowStarts.get(i)));
        }
        svg.text(right(), bottom() + 14, "tick end", Svg.format("%.0f s", seconds));
    }

    /** Draws one layer of a stacked step chart on top of the layers below it. */
    void layer(Svg svg, List<Steps> below, Steps own, String style) {
        List<Steps> all = new ArrayList<>(below);
        all.add(own);
        Steps lower = Steps.sum(below);
        Steps upper = Steps.sum(all);
        List<Double> times = List.copyOf(Steps.times(all));
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        for (int i = 0; i < times.size(); i++) {
            double from = times.get(i);
            double to = i + 1 < times.size() ? times.get(i + 1) : seconds;
            if (from >= seconds) {
                break;
            }
            up.append(
                    Svg.format(
                            "%s%.1f %.1f L%.1f %.1f ",
                            up.isEmpty() ? "M" : "L",
                            x(from),
                            y(upper.at(from)),
                            x(to),
                            y(upper.at(from))));
            down.insert(
                    0,
                    Svg.format(
                            "L%.1f %.1f L%.1f %.1f ",
                            x(to), y(lower.at(from)), x(from), y(lower.at(from))));
        }
        if (!up.isEmpty()) {
            svg.path(up.append(down).append('Z'), style);
        }
    }
}
