/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sampling;

/**
 * The bursts of a camera that were taken in the running window. Public for Flink's state.
 *
 * @param window number of the window
 * @param taken number of bursts taken in it
 * @param burstStart index of the first frame of the last burst that was offered
 * @param isTaken whether that burst was taken
 */
public record SampledBursts(long window, int taken, long burstStart, boolean isTaken) {

    SampledBursts inWindow(long next) {
        return next == window ? this : new SampledBursts(next, 0, burstStart, isTaken);
    }

    SampledBursts offered(long start, boolean isTakenNow) {
        return new SampledBursts(window, taken + (isTakenNow ? 1 : 0), start, isTakenNow);
    }
}
