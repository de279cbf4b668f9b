/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates contenders by name: the policies, and alternatives that exist only in the simulator. */
public final class Contenders {
    private static final Pattern CLOUD =
            Pattern.compile(
                    "\\s*cloud\\(\\s*([0-9]+(?:\\.[0-9]+)?)\\s*,\\s*([0-9]+(?:\\.[0-9]+)?)\\s*\\)\\s*");
    private static final Pattern PLACED = Pattern.compile("\\s*placed\\((.*)\\)\\s*");
    private static final List<String> FORMS =
            List.of(
                    "best-uniform",
                    "cached-model",
                    "cloud(UPLINK_MBPS,DOWNLINK_MBPS)",
                    "placed(POLICY)");

    private Contenders() {}

    /** Returns the contender of a name. */
    public static Contender named(String name) {
        Matcher cloud = CLOUD.matcher(name);
        if (cloud.matches()) {
            return new Cloud(
                    name.strip(),
                    Double.parseDouble(cloud.group(1)),
                    Double.parseDouble(cloud.group(2)));
        }
        Matcher placed = PLACED.matcher(name);
        if (placed.matches()) {
            return new PlacedContender(policy(placed.group(1)));
        }
        return switch (name.strip()) {
            case "best-uniform" -> new BestUniform();
            case "cached-model" -> new CachedModels();
            case "upper-bound" -> new UpperBoundContender();
            default -> new PolicyContender(policy(name));
        };
    }

    private static Policy policy(String name) {
        try {
            return Policies.named(name);
        } catch (IllegalArgumentException e) {
            List<String> forms = new ArrayList<>(Policies.forms());
            forms.addAll(FORMS);
            throw new IllegalArgumentException(
                    "policies must be one of %s, but one is %s; use relay,thief"
                            .formatted(String.join(", ", forms), name),
                    e);
        }
    }

    /** Splits a list of names at commas outside of brackets. */
    public static List<Contender> list(String names) {
        List<Contender> contenders = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= names.length(); i++) {
            char c = i < names.length() ? names.charAt(i) : ',';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (i == names.length() || (c == ',' && depth <= 0)) {
                contenders.add(named(names.substring(start, i)));
                start = i + 1;
            }
        }
        return contenders;
    }
}
