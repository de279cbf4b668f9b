/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import java.util.Comparator;
import java.util.List;

/** Creates the inference configurations that a site's cameras can use. */
public final class InferenceOptions {
    private InferenceOptions() {}

    /**
     * Returns every combination of frame sampling and resolution, most frames first, then most
     * pixels; ids are such as {@code every2-32px}.
     *
     * @throws IllegalArgumentException if a list is empty or a value is out of range
     */
    public static List<InferenceConfiguration> of(List<Integer> everyNth, List<Integer> sides) {
        if (everyNth.isEmpty() || sides.isEmpty()) {
            throw new IllegalArgumentException(
                    ("inference.everyNth and inference.sides must have at least one value each, "
                                    + "but are %s and %s")
                            .formatted(everyNth, sides));
        }
        return everyNth.stream()
                .distinct()
                .sorted()
                .flatMap(
                        n ->
                                sides.stream()
                                        .distinct()
                                        .sorted(Comparator.reverseOrder())
                                        .map(side -> option(n, side)))
                .toList();
    }

    private static InferenceConfiguration option(int everyNth, int side) {
        return new InferenceConfiguration("every%d-%dpx".formatted(everyNth, side), everyNth, side);
    }
}
