package io.ekya.learn;

import io.ekya.vision.Crops;

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

    /** How many crops there are. */
    public int count() {
        return labels.length;
    }
}
