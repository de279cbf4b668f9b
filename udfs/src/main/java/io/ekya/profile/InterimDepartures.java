/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

/**
 * Predicts a student's final error rate from an interim evaluation during training:
 *
 * <pre>ln (final error rate / planned error rate) = shift + persistence · departure</pre>
 *
 * where the departure is ln (observed error rate / error rate planned for that moment, {@link
 * GainPrior#interimErrors}). While the learning rate is still high, a student makes more errors
 * than after a complete training on as many samples, and interim evaluations use few labels, so
 * most of a departure does not persist.
 *
 * @param shift expected value without a departure
 * @param persistence fraction of a departure that remains at the end, 0..1
 */
public record InterimDepartures(double shift, double persistence) {
    public InterimDepartures {
        if (!Double.isFinite(shift) || !(persistence >= 0 && persistence <= 1)) {
            throw new IllegalArgumentException(
                    ("shift must be finite, but is %s; persistence must be 0..1, but is " + "%s")
                            .formatted(shift, persistence));
        }
    }

    /** Returns the factor by which to multiply the planned error rate. */
    public double factor(double departure) {
        return Math.exp(shift + persistence * departure);
    }
}
