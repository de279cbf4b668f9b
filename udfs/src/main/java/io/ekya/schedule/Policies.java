/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates policies from their names in a configuration or on the command line. */
public final class Policies {

    private static final double DEFAULT_DELTA = 0.1;
    private static final Pattern CALL = Pattern.compile("\\s*([a-z-]+)\\s*(?:\\(([^()]*)\\))?\\s*");

    private static final List<String> FORMS =
            List.of(
                    "thief",
                    "thief(DELTA)",
                    "thief-reuse",
                    "thief-reuse(DELTA)",
                    "thief-published",
                    "thief-published(DELTA)",
                    "exact",
                    "relay",
                    "relay-envelope",
                    "uniform(CONFIG,INFERENCE_SHARE)",
                    "no-retraining",
                    "fixed-shares",
                    "fixed-config(CONFIG)",
                    "fixed-config(CONFIG,DELTA)",
                    "upper-bound");

    private Policies() {}

    /** Returns the forms that {@link #named} accepts, for help texts. */
    public static List<String> forms() {
        return FORMS;
    }

    /**
     * Returns the policy of a name such as {@code relay}, {@code thief(0.05)} or {@code
     * uniform(5_30,0.5)}.
     *
     * @throws IllegalArgumentException if there is no such policy; lists the existing ones
     */
    public static Policy named(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw unknown(text);
        }
        String name = call.group(1);
        List<String> arguments = arguments(call.group(2) == null ? "" : call.group(2));
        String canonical =
                arguments.isEmpty() ? name : "%s(%s)".formatted(name, String.join(",", arguments));
        return switch (name + "/" + arguments.size()) {
            case "thief/0", "thief/1" ->
                    new ThiefPolicy(canonical, delta(text, arguments, 0), FreedShare.IDLE, false);
            case "thief-reuse/0", "thief-reuse/1" ->
                    new ThiefPolicy(canonical, delta(text, arguments, 0), FreedShare.EVENLY, false);
            case "thief-published/0", "thief-published/1" ->
                    new ThiefPolicy(canonical, delta(text, arguments, 0), FreedShare.EVENLY, true);
            case "exact/0" -> new ExactPolicy();
            case "relay/0" -> RelayPolicy.standard();
            case "relay-envelope/0" -> RelayPolicy.byEnvelopes();
            case "uniform/2" ->
                    new UniformPolicy(
                            canonical,
                            arguments.get(0),
                            number(text, "INFERENCE_SHARE", arguments.get(1), 0));
            case "no-retraining/0" -> new NoRetraining();
            case "fixed-shares/0" -> new FixedShares();
            case "fixed-config/1", "fixed-config/2" ->
                    new FixedConfiguration(canonical, arguments.get(0), delta(text, arguments, 1));
            case "upper-bound/0" -> new UpperBound();
            default -> throw unknown(text);
        };
    }

    private static List<String> arguments(String list) {
        List<String> arguments = new ArrayList<>();
        if (!list.isBlank()) {
            Arrays.stream(list.split(",", -1)).map(String::strip).forEach(arguments::add);
        }
        return arguments;
    }

    private static double delta(String text, List<String> arguments, int index) {
        return index < arguments.size()
                ? number(text, "DELTA", arguments.get(index), Double.MIN_VALUE)
                : DEFAULT_DELTA;
    }

    private static double number(String text, String what, String value, double least) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= least && number <= 1)) {
            throw new IllegalArgumentException(
                    "policy %s: %s must be %s 1, but is %s; use 0.1 or 0.5"
                            .formatted(
                                    text,
                                    what,
                                    least > 0
                                            ? "a number above 0 and at most"
                                            : "a number between 0 and",
                                    value));
        }
        return number;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "policy must be one of %s, but is %s; use relay"
                        .formatted(String.join(", ", FORMS), text));
    }
}
