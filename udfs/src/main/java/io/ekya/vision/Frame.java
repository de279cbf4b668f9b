package io.ekya.vision;

import java.util.List;

/**
 * One frame of a camera as it leaves its feed.
 *
 * @param index number of the frame since the feed's beginning, from 0, without gaps
 * @param timeMillis time of the frame since the feed's beginning, milliseconds
 * @param image the picture
 * @param boxes the objects' boxes where the feed knows them (given regions), else empty
 * @param truth true class of each box (ordinal of {@link ObjectClass}), or {@link
 *     ObjectClass#UNKNOWN}; same length as boxes; read by the metric alone
 * @param heldOut true where the frame may never be used for training, only for evaluation
 */
public record Frame(
        long index,
        long timeMillis,
        BgrImage image,
        List<Box> boxes,
        int[] truth,
        boolean heldOut) {
    public Frame {
        boxes = List.copyOf(boxes);
        if (truth.length != boxes.size()) {
            throw new IllegalArgumentException(
                    truth.length + " true classes for " + boxes.size() + " boxes");
        }
    }
}
