package io.ekya.infer;

import java.util.Comparator;
import java.util.List;

/** The inference configurations that a site offers its cameras. */
public final class InferenceOptions {
    private InferenceOptions() {}

    /**
     * Every combination of frame sampling and resolution, most frames first, then most pixels; ids
     * such as {@code every2-32px}.
     *
     * @throws IllegalArgumentException where there is none, or one is out of range
     */
    public static List<InferenceConfiguration> of(List<Integer> everyNth, List<Integer> sides) {
        if (everyNth.isEmpty() || sides.isEmpty()) {
            throw new IllegalArgumentException(
                    "inference.everyNth and inference.sides must hold at least one choice each, but are %s and %s"
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
