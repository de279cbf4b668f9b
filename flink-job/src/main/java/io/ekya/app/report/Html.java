/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import org.jspecify.annotations.Nullable;

/** Formats text and numbers for HTML. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Formats 0.8312 as 83.1 %; a dash if unknown. */
    static String percent(double value) {
        return Double.isFinite(value) ? Svg.format("%.1f %%", 100 * value) : "–";
    }

    static String number(double value, int digits) {
        return Double.isFinite(value) ? Svg.format("%." + digits + "f", value) : "–";
    }

    static String percent(@Nullable Double value) {
        return value == null ? "–" : percent(value.doubleValue());
    }

    static String number(@Nullable Double value, int digits) {
        return value == null ? "–" : number(value.doubleValue(), digits);
    }

    static String share(@Nullable Double value) {
        return value == null ? "–" : share(value.doubleValue());
    }

    /** Formats a GPU share with two digits; a dash for 0. */
    static String share(double value) {
        return value == 0 ? "–" : number(value, 2);
    }

    static String cell(String text) {
        return "<td>" + escape(text) + "</td>";
    }
}
