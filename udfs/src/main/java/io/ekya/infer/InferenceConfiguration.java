package io.ekya.infer;

/**
 * How a camera's frames are analysed (Ekya, NSDI '22, section 3.1).
 *
 * @param id its name, such as {@code every2-32px}
 * @param everyNth one frame of this many is analysed, the others carry its answers forward; from 1
 * @param side side of the crops given to the student, pixels
 */
public record InferenceConfiguration(String id, int everyNth, int side) {
    public InferenceConfiguration {
        if (id.isBlank() || everyNth < 1 || side < 8) {
            throw new IllegalArgumentException(
                    "inference configuration '%s': everyNth %d must be at least 1, side %d at least 8"
                            .formatted(id, everyNth, side));
        }
    }
}
