/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.learn.LabelledCrops;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.Cropper;
import io.ekya.vision.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Creates a window's labelled crops: a synthetic street with its true classes. */
public final class Labels {
    private static final int STRIDE = 30;
    private static final int SIDE = 32;

    private Labels() {}

    /**
     * Returns about six crops per frame; frames are two seconds apart, so that each is a separate
     * burst.
     */
    public static LabelledCrops ofStreet(int frames) {
        Cropper cropper = new Cropper(SIDE);
        LabelledCrops labels = LabelledCrops.empty(SIDE);
        try (StreetFeed street =
                StreetFeed.open(new StreetOptions(11, 320, 180, 15, 6, List.of()))) {
            for (int i = 0; i < frames; i++) {
                Frame frame = Objects.requireNonNull(street.next());
                street.skipTo(frame.index() + STRIDE);
                long[] times = new long[frame.boxes().size()];
                Arrays.fill(times, frame.timeMillis());
                labels =
                        labels.plus(
                                new LabelledCrops(
                                        cropper.crop(frame.image(), frame.boxes()),
                                        frame.truth(),
                                        times));
            }
        }
        return labels;
    }
}
