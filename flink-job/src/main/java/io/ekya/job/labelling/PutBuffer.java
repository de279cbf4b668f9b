package io.ekya.job.labelling;

import io.ekya.learn.LabelledCrops;
import io.ekya.vision.Crops;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Labelled crops of one camera and window on their way to the sidecar; whole frames only. */
final class PutBuffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int side;
    private long window = -1;

    void add(long ofWindow, long timeMillis, Crops crops, int[] frameLabels) {
        window = ofWindow;
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

    /** All of it; the buffer is empty afterwards. */
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
