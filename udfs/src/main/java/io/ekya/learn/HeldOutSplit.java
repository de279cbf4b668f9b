package io.ekya.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A window's labels in two parts: what is trained on, and what is held out to judge the result.
 *
 * <p>Frames that follow each other look alike, so a random split would let a student be judged on
 * what it has all but seen. The split goes along time instead: crops whose frames are at most
 * {@code burstGapMillis} apart are one burst and stay together (unless it grows longer than {@value
 * #LONGEST_BURST} such gaps, where labels come densely), and the held-out bursts form a few blocks
 * of neighbours spread over the window (with 3 blocks and a quarter held out: the last quarter of
 * each third). Deterministic; with fewer than two bursts nothing is held out.
 *
 * @param training the rest
 * @param heldOut never to be trained on
 */
public record HeldOutSplit(LabelledCrops training, LabelledCrops heldOut) {
    private static final int LONGEST_BURST = 3;

    /**
     * Splits.
     *
     * @param fraction of the crops to hold out, 0..1; reached to within about half a burst a block
     * @param blocks in how many blocks, from 1; fewer where there are too few bursts
     * @param burstGapMillis longest time between neighbouring frames of one burst
     */
    public static HeldOutSplit of(
            LabelledCrops data, double fraction, int blocks, long burstGapMillis) {
        if (!(fraction >= 0 && fraction < 1) || blocks < 1) {
            throw new IllegalArgumentException(
                    "held-out fraction %s must be from 0 to below 1, blocks %d from 1"
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

    /** Holds out bursts from the end while that brings the share nearer to the fraction. */
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

    /** Places of the crops in order of time, one list a burst. */
    private static List<List<Integer>> bursts(long[] times, long gapMillis) {
        List<Integer> places =
                IntStream.range(0, times.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(i -> times[i]))
                        .toList();
        List<List<Integer>> bursts = new ArrayList<>();
        long first = 0;
        long last = 0;
        for (int place : places) {
            boolean isLong = times[place] - first > LONGEST_BURST * gapMillis;
            if (bursts.isEmpty() || times[place] - last > gapMillis || isLong) {
                bursts.add(new ArrayList<>());
                first = times[place];
            }
            bursts.get(bursts.size() - 1).add(place);
            last = times[place];
        }
        return bursts;
    }

    private static int[] array(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
