/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a window's labels into training and held-out labels.
 *
 * <p>Consecutive frames look alike, so a random split would evaluate a student on near-duplicates
 * of its training data. Instead, the split is by time: crops whose frames are at most {@code
 * burstGapMillis} apart form one burst and stay together (up to a length of {@value #LONGEST_BURST}
 * such gaps), and the held-out bursts form a few contiguous blocks spread over the window (with 3
 * blocks and a quarter held out: the last quarter of each third). Deterministic; with fewer than
 * two bursts nothing is held out.
 *
 * @param training labels to train on
 * @param heldOut never to be trained on
 */
public record HeldOutSplit(LabelledCrops training, LabelledCrops heldOut) {
    /** Default share of the crops to hold out. */
    public static final double DEFAULT_FRACTION = 0.25;

    /** Default number of held-out blocks. */
    public static final int DEFAULT_BLOCKS = 3;

    /** Default maximum time between consecutive frames of one burst. */
    public static final long DEFAULT_BURST_GAP_MILLIS = 1_000;

    private static final int LONGEST_BURST = 3;

    /** Splits labelled crops with the default settings. */
    public static HeldOutSplit of(LabelledCrops data) {
        return of(data, DEFAULT_FRACTION, DEFAULT_BLOCKS, DEFAULT_BURST_GAP_MILLIS);
    }

    /**
     * Splits labelled crops.
     *
     * @param fraction of the crops to hold out, 0..1; approximated to about half a burst per block
     * @param blocks number of held-out blocks, from 1; fewer if there are too few bursts
     * @param burstGapMillis maximum time between consecutive frames of one burst
     */
    public static HeldOutSplit of(
            LabelledCrops data, double fraction, int blocks, long burstGapMillis) {
        if (!(fraction >= 0 && fraction < 1) || blocks < 1) {
            throw new IllegalArgumentException(
                    ("held-out fraction must be in [0, 1), but is %s; blocks must be at least "
                                    + "1, but are %d")
                            .formatted(fraction, blocks));
        }
        List<List<Integer>> bursts = bursts(data.timesMillis(), burstGapMillis);
        int used = Math.min(blocks, bursts.size() / 2);
        List<Integer> training = new ArrayList<>();
        List<Integer> heldOut = new ArrayList<>();
        for (int b = 0; b < used; b++) {
            int from = bursts.size() * b / used;
            int to = bursts.size() * (b + 1) / used;
            divide(bursts.subList(from, to), fraction, training, heldOut);
        }
        if (used == 0) {
            bursts.forEach(training::addAll);
        }
        return new HeldOutSplit(data.select(array(training)), data.select(array(heldOut)));
    }

    /**
     * Holds out bursts from the end while that brings the held-out share closer to the fraction.
     */
    private static void divide(
            List<List<Integer>> bursts,
            double fraction,
            List<Integer> training,
            List<Integer> heldOut) {
        double wanted = fraction * bursts.stream().mapToInt(List::size).sum();
        int first = bursts.size();
        double held = 0;
        while (first > 1 && held + bursts.get(first - 1).size() / 2.0 <= wanted) {
            first--;
            held += bursts.get(first).size();
        }
        bursts.subList(0, first).forEach(training::addAll);
        bursts.subList(first, bursts.size()).forEach(heldOut::addAll);
    }

    /** Returns crop indices in time order, one list per burst. */
    private static List<List<Integer>> bursts(long[] times, long gapMillis) {
        List<Integer> indices =
                IntStream.range(0, times.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(i -> times[i]))
                        .toList();
        List<List<Integer>> bursts = new ArrayList<>();
        long first = 0;
        long last = 0;
        for (int index : indices) {
            boolean isLong = times[index] - first > LONGEST_BURST * gapMillis;
            if (bursts.isEmpty() || times[index] - last > gapMillis || isLong) {
                bursts.add(new ArrayList<>());
                first = times[index];
            }
            bursts.get(bursts.size() - 1).add(index);
            last = times[index];
        }
        return bursts;
    }

    private static int[] array(List<Integer> indices) {
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }
}
