/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sample;

/**
 * Spreads the bursts that are labelled in a window evenly over the bursts that the camera offers:
 * at any moment, at most the elapsed fraction of the budget has been used, plus one burst.
 *
 * @param bursts largest number of bursts per window
 */
public record BurstBudget(int bursts) {
    public BurstBudget {
        if (bursts < 1) {
            throw new IllegalArgumentException("bursts must be at least 1, but are " + bursts);
        }
    }

    /**
     * Whether a burst that begins now is taken.
     *
     * @param taken bursts already taken in this window
     * @param elapsed fraction of the window that has passed, 0..1
     */
    public boolean takes(int taken, double elapsed) {
        return taken < bursts && taken <= Math.floor(bursts * elapsed);
    }
}
