/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.List;

/**
 * A serialised model: architecture and weights.
 *
 * <p>Layout, little-endian: the eight bytes {@code EKYAMDL1}; length of the header (int32); the
 * header (JSON: architecture, class names, number of parameters, CRC-32 of their bytes); the
 * parameters as float32 in the order of {@link NetworkLayout}.
 *
 * @param bytes the whole file, including the header; not copied
 */
public record ModelFile(Architecture architecture, byte[] bytes) {

    /**
     * Reads and checks a model file.
     *
     * @throws BadModelException if it is not a model file, is truncated or damaged, or has other
     *     classes
     */
    public static ModelFile read(byte[] bytes) {
        Architecture architecture = ModelFormat.check(bytes);
        return new ModelFile(architecture, bytes);
    }

    /** Serialises an architecture and its parameters. */
    static ModelFile of(Architecture architecture, List<float[]> parameters) {
        return new ModelFile(architecture, ModelFormat.write(architecture, parameters));
    }

    /** Returns the parameter arrays in the order of {@link NetworkLayout}. */
    List<float[]> parameters() {
        return ModelFormat.parameters(bytes);
    }

    /** Returns the lower-case hex SHA-256 of the bytes, which identifies the model. */
    public String sha256() {
        return Sha256.hex(bytes);
    }
}
