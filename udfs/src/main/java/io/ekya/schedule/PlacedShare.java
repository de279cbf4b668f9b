/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A job's share of one GPU, an inverse power of two.
 *
 * @param camera index in the problem
 * @param share 0 if it is below the smallest power
 */
record PlacedShare(int camera, boolean retraining, double share) {

    private static final double LEAST = 1.0 / 1024;

    /** Rounds a share down to an inverse power of two; more than one GPU becomes one. */
    static PlacedShare of(int camera, boolean retraining, double share) {
        double power = 1;
        while (power > share + Grid.TOLERANCE && power >= LEAST) {
            power /= 2;
        }
        return new PlacedShare(camera, retraining, power >= LEAST ? power : 0);
    }

    /** Returns all larger shares up to one GPU, smallest first. */
    List<PlacedShare> larger() {
        List<PlacedShare> larger = new ArrayList<>();
        double more = share == 0 ? LEAST : 2 * share;
        while (more <= 1) {
            larger.add(new PlacedShare(camera, retraining, more));
            more *= 2;
        }
        return larger;
    }

    PlacedShare halved() {
        return of(camera, retraining, share / 2);
    }
}
