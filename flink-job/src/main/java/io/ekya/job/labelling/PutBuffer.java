/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.learn.LabelledCrops;
import io.ekya.vision.Crops;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Buffers labelled crops of one camera and window for the sidecar; whole frames only. */
final class PutBuffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int side;
    private long window = -1;

    void add(long frameWindow, long timeMillis, Crops crops, int[] frameLabels) {
        window = frameWindow;
        side = crops.side();
        bytes.writeBytes(crops.bgr());
        Arrays.stream(frameLabels)
                .forEach(
                        label -> {
                            labels.add(label);
                            times.add(timeMillis);
                        });
    }

    int count() {
        return labels.size();
    }

    long window() {
        return window;
    }

    /** Returns the contents and empties the buffer. */
    LabelledCrops take() {
        LabelledCrops taken =
                new LabelledCrops(
                        new Crops(side, bytes.toByteArray()),
                        labels.stream().mapToInt(Integer::intValue).toArray(),
                        times.stream().mapToLong(Long::longValue).toArray());
        bytes.reset();
        labels.clear();
        times.clear();
        return taken;
    }
}
