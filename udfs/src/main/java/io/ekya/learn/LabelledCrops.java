/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Crops with the teacher's labels.
 *
 * @param labels ordinal of {@link io.ekya.vision.ObjectClass} for each crop
 * @param timesMillis event time of each crop's frame
 */
public record LabelledCrops(Crops crops, int[] labels, long[] timesMillis) {
    public LabelledCrops {
        if (labels.length != crops.count() || timesMillis.length != crops.count()) {
            throw new IllegalArgumentException(
                    ("labels and times must be one per crop, but there are %d crops, %d labels, "
                                    + "%d times")
                            .formatted(crops.count(), labels.length, timesMillis.length));
        }
    }

    /** Returns an empty set of crops of this side. */
    public static LabelledCrops empty(int side) {
        return new LabelledCrops(new Crops(side, new byte[0]), new int[0], new long[0]);
    }

    /** Returns the crops of frames that do not occur in {@code others}. */
    public LabelledCrops without(LabelledCrops others) {
        Set<Long> times = LongStream.of(others.timesMillis).boxed().collect(Collectors.toSet());
        int[] left =
                IntStream.range(0, count()).filter(i -> !times.contains(timesMillis[i])).toArray();
        return left.length == count() ? this : select(left);
    }

    /** Returns the crops at these indices, in the given order; an index may be repeated. */
    public LabelledCrops select(int... indices) {
        int size = 3 * crops.side() * crops.side();
        byte[] bgr = new byte[indices.length * size];
        int[] chosen = new int[indices.length];
        long[] times = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(crops.bgr(), indices[i] * size, bgr, i * size, size);
            chosen[i] = labels[indices[i]];
            times[i] = timesMillis[indices[i]];
        }
        return new LabelledCrops(new Crops(crops.side(), bgr), chosen, times);
    }

    /** Returns these crops followed by the others, which must have the same side. */
    public LabelledCrops plus(LabelledCrops others) {
        if (others.crops.side() != crops.side()) {
            throw new IllegalArgumentException(
                    ("crops must have the same side, but have %d and " + "%d")
                            .formatted(crops.side(), others.crops.side()));
        }
        byte[] bgr = Arrays.copyOf(crops.bgr(), crops.bgr().length + others.crops.bgr().length);
        System.arraycopy(others.crops.bgr(), 0, bgr, crops.bgr().length, others.crops.bgr().length);
        int[] bothLabels = Arrays.copyOf(labels, count() + others.count());
        System.arraycopy(others.labels, 0, bothLabels, count(), others.count());
        long[] bothTimes = Arrays.copyOf(timesMillis, count() + others.count());
        System.arraycopy(others.timesMillis, 0, bothTimes, count(), others.count());
        return new LabelledCrops(new Crops(crops.side(), bgr), bothLabels, bothTimes);
    }

    /** Returns the number of crops. */
    public int count() {
        return labels.length;
    }
}
