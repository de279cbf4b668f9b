package io.ekya.infer;

import io.ekya.vision.Box;
import java.util.List;

/**
 * A frame of a burst, as the teacher and the live student saw it.
 *
 * @param index number of the frame since the camera's beginning
 * @param boxes its regions
 * @param predicted the student's class of each
 * @param labels the teacher's class of each
 */
public record LabelledFrame(long index, List<Box> boxes, int[] predicted, int[] labels) {
    public LabelledFrame {
        boxes = List.copyOf(boxes);
        if (predicted.length != boxes.size() || labels.length != boxes.size()) {
            throw new IllegalArgumentException(
                    "%d regions, %d predictions, %d labels"
                            .formatted(boxes.size(), predicted.length, labels.length));
        }
    }
}
