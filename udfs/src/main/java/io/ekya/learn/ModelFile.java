package io.ekya.learn;

/**
 * A model as it is stored, hashed and sent: architecture and weights in one sequence of bytes.
 *
 * @param architecture its shape
 * @param bytes the whole file, header included; what {@link #sha256} is taken over
 */
public record ModelFile(Architecture architecture, byte[] bytes) {

    /** Lower-case hex sha256 of the bytes: the model's name. */
    public String sha256() {
        return Sha256.hex(bytes);
    }
}
