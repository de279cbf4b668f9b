/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * First-fit-decreasing bin packing of shares into whole GPUs and, where the GPU count is
 * fractional, one smaller GPU.
 */
final class Bins {

    private final double[] sizes;

    Bins(double gpus) {
        int whole = (int) Math.floor(gpus + Grid.TOLERANCE);
        double rest = gpus - whole;
        this.sizes = new double[rest > Grid.TOLERANCE ? whole + 1 : whole];
        for (int g = 0; g < sizes.length; g++) {
            sizes[g] = g < whole ? 1 : rest;
        }
    }

    /** Returns the GPU index of each share, -1 for zero shares; empty if the shares do not fit. */
    Optional<int[]> pack(List<PlacedShare> shares) {
        int[] gpus = new int[shares.size()];
        return firstThatDoesNotFit(shares, gpus) < 0 ? Optional.of(gpus) : Optional.empty();
    }

    /** Halves, in place, shares that do not fit until all of them fit. */
    void packOrHalve(List<PlacedShare> shares) {
        int[] gpus = new int[shares.size()];
        for (int i = firstThatDoesNotFit(shares, gpus);
                i >= 0;
                i = firstThatDoesNotFit(shares, gpus)) {
            shares.set(i, shares.get(i).halved());
        }
    }

    private int firstThatDoesNotFit(List<PlacedShare> shares, int[] gpus) {
        double[] room = sizes.clone();
        List<Integer> largestFirst =
                new ArrayList<>(IntStream.range(0, gpus.length).boxed().toList());
        largestFirst.sort(Comparator.comparingDouble(i -> -shares.get(i).share()));
        for (int i : largestFirst) {
            double share = shares.get(i).share();
            gpus[i] = -1;
            for (int g = 0; g < room.length && share > 0 && gpus[i] < 0; g++) {
                if (room[g] >= share - Grid.TOLERANCE) {
                    room[g] -= share;
                    gpus[i] = g;
                }
            }
            if (share > 0 && gpus[i] < 0) {
                return i;
            }
        }
        return -1;
    }
}
