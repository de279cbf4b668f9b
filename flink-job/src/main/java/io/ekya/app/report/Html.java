package io.ekya.app.report;

import org.jspecify.annotations.Nullable;

/** Text and numbers as they stand in a page. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** 0.8312 as 83.1 %; a dash where it is not known. */
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

    /** A share of a GPU: two digits, and nothing where there is none. */
    static String share(double value) {
        return value == 0 ? "–" : number(value, 2);
    }

    static String cell(String text) {
        return "<td>" + escape(text) + "</td>";
    }
}
