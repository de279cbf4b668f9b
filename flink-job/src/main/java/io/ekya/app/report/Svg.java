/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import java.util.Locale;

/** Builds an SVG image; styles are CSS classes, coordinates are units of the view box. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String label) {
        out.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                        .formatted(width, height, Html.escape(label)));
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        out.append(
                format(
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
                        x1, y1, x2, y2, style));
        return this;
    }

    Svg path(CharSequence d, String style) {
        out.append("<path d=\"").append(d).append("\" class=\"").append(style).append("\"/>\n");
        return this;
    }

    Svg circle(double x, double y, double radius, String style, String tooltip) {
        out.append(
                format(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"><title>%s</title></circle>\n",
                        x, y, radius, style, Html.escape(tooltip)));
        return this;
    }

    /** Draws a shape at (x, y) with a tooltip. */
    Svg mark(double x, double y, String d, String style, String tooltip) {
        out.append(
                format(
                        "<path transform=\"translate(%.1f %.1f)\" d=\"%s\" class=\"%s\"><title>%s</title></path>\n",
                        x, y, d, style, Html.escape(tooltip)));
        return this;
    }

    /** Draws an invisible rectangle with a tooltip. */
    Svg hover(double x, double y, double width, double height, String tooltip) {
        out.append(
                format(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"hover\"><title>%s</title></rect>\n",
                        x, y, width, height, Html.escape(tooltip)));
        return this;
    }

    Svg text(double x, double y, String style, String text) {
        out.append(
                format(
                        "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>\n",
                        x, y, style, Html.escape(text)));
        return this;
    }

    /** Returns the finished image. */
    String text() {
        return out.append("</svg>\n").toString();
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
