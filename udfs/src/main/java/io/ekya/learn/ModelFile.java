package io.ekya.learn;

import java.util.List;

/**
 * A model as it is stored, hashed and sent: architecture and weights in one sequence of bytes.
 *
 * <p>Layout, little-endian: the eight bytes {@code EKYAMDL1}; length of the header (int32); the
 * header (JSON: architecture, class names, number of parameters, CRC-32 of their bytes); the
 * parameters as float32 in the order the architecture gives.
 *
 * @param architecture its shape
 * @param bytes the whole file, header included; what {@link #sha256} is taken over; not copied
 */
public record ModelFile(Architecture architecture, byte[] bytes) {

    /**
     * Reads and checks a model file.
     *
     * @throws BadModelException where it is no model file, is cut off or damaged, or its classes
     *     are not ours
     */
    public static ModelFile read(byte[] bytes) {
        Architecture architecture = ModelFormat.check(bytes);
        return new ModelFile(architecture, bytes);
    }

    /** Puts an architecture and its parameters together. */
    static ModelFile of(Architecture architecture, List<float[]> parameters) {
        return new ModelFile(architecture, ModelFormat.write(architecture, parameters));
    }

    /** The parameter arrays in the order of the architecture. */
    List<float[]> parameters() {
        return ModelFormat.parameters(bytes);
    }

    /** Lower-case hex sha256 of the bytes: the model's name. */
    public String sha256() {
        return Sha256.hex(bytes);
    }
}
