package io.ekya.sidecar.server;

import java.util.Arrays;
import java.util.Locale;

/** What keeps the shares of retrainings. */
public enum ShareControl {
    /** Every mini-batch waits for its turn, on any device. */
    GOVERNOR,

    /** Every retraining is a process with a part of an NVIDIA GPU (multi-process service). */
    MPS;

    /**
     * The control of a name, {@code governor} or {@code mps}.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static ShareControl of(String name) {
        return Arrays.stream(values())
                .filter(control -> control.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "share control must be governor or mps, but is '"
                                                + name
                                                + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
