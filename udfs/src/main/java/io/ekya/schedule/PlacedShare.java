package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A job's share of one GPU, an inverse power of two.
 *
 * @param camera place in the problem
 * @param share 0 where it is too small to count
 */
record PlacedShare(int camera, boolean retraining, double share) {

    private static final double LEAST = 1.0 / 1024;

    /** Rounded down; more than one GPU is one. */
    static PlacedShare of(int camera, boolean retraining, double share) {
        double power = 1;
        while (power > share + Grid.TOLERANCE && power >= LEAST) {
            power /= 2;
        }
        return new PlacedShare(camera, retraining, power >= LEAST ? power : 0);
    }

    /** All larger ones up to one GPU, the smallest first. */
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
