/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.compare;

import java.util.ArrayList;
import java.util.List;

/** Parses lists of policies such as {@code thief,uniform(all-5ep,0.5),no-retraining}. */
final class PolicyList {
    private PolicyList() {}

    /** Returns the names; commas inside brackets do not separate names. */
    static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                names.add(name.toString().strip());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString().strip());
        names.removeIf(String::isEmpty);
        return names;
    }

    /** Returns a name that is safe as part of a folder's name. */
    static String fileName(String policy) {
        String plain = policy.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("-$", "");
        return plain.substring(0, Math.min(48, plain.length()));
    }
}
