/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

/**
 * An inference configuration (Ekya, NSDI '22, section 3.1).
 *
 * @param id name, such as {@code every2-32px}
 * @param everyNth one frame in {@code everyNth} is analysed and its predictions are carried forward
 *     to the others; from 1
 * @param side side of the student's input crops, in pixels
 */
public record InferenceConfiguration(String id, int everyNth, int side) {
    public InferenceConfiguration {
        if (id.isBlank() || everyNth < 1 || side < 8) {
            throw new IllegalArgumentException(
                    ("inference configuration '%s': everyNth must be at least 1, but is %d; "
                                    + "side must be at least 8, but is %d")
                            .formatted(id, everyNth, side));
        }
    }
}
