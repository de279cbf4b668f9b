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
 * @param crops the crops
 * @param labels ordinal of {@link io.ekya.vision.ObjectClass} for each crop
 * @param timesMillis event time of the frame of each crop; crops of near times look alike, so
 *     splits go along it
 */
public record LabelledCrops(Crops crops, int[] labels, long[] timesMillis) {
    public LabelledCrops {
        if (labels.length != crops.count() || timesMillis.length != crops.count()) {
            throw new IllegalArgumentException(
                    "%d crops, %d labels, %d times"
                            .formatted(crops.count(), labels.length, timesMillis.length));
        }
    }

    /** No crops of this side. */
    public static LabelledCrops empty(int side) {
        return new LabelledCrops(new Crops(side, new byte[0]), new int[0], new long[0]);
    }

    /** The crops of frames that others have none of. */
    public LabelledCrops without(LabelledCrops others) {
        Set<Long> times = LongStream.of(others.timesMillis).boxed().collect(Collectors.toSet());
        int[] left =
                IntStream.range(0, count()).filter(i -> !times.contains(timesMillis[i])).toArray();
        return left.length == count() ? this : select(left);
    }

    /** The crops at these places, in their order; a place may come twice. */
    public LabelledCrops select(int... places) {
        int size = 3 * crops.side() * crops.side();
        byte[] bgr = new byte[places.length * size];
        int[] chosen = new int[places.length];
        long[] times = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(crops.bgr(), places[i] * size, bgr, i * size, size);
            chosen[i] = labels[places[i]];
            times[i] = timesMillis[places[i]];
        }
        return new LabelledCrops(new Crops(crops.side(), bgr), chosen, times);
    }

    /** These crops, then the others, which must have the same side. */
    public LabelledCrops plus(LabelledCrops others) {
        if (others.crops.side() != crops.side()) {
            throw new IllegalArgumentException(
                    "crops of side %d and of side %d".formatted(crops.side(), others.crops.side()));
        }
        byte[] bgr = Arrays.copyOf(crops.bgr(), crops.bgr().length + others.crops.bgr().length);
        System.arraycopy(others.crops.bgr(), 0, bgr, crops.bgr().length, others.crops.bgr().length);
        int[] bothLabels = Arrays.copyOf(labels, count() + others.count());
        System.arraycopy(others.labels, 0, bothLabels, count(), others.count());
        long[] bothTimes = Arrays.copyOf(timesMillis, count() + others.count());
        System.arraycopy(others.timesMillis, 0, bothTimes, count(), others.count());
        return new LabelledCrops(new Crops(crops.side(), bgr), bothLabels, bothTimes);
    }

    /** How many crops there are. */
    public int count() {
        return labels.length;
    }
}
