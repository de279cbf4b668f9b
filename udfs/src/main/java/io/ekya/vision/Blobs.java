/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.alg.filter.binary.LinearContourLabelChang2004;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the bounding boxes of the connected components of a binary image, after removing thin lines
 * and specks.
 */
final class Blobs {
    private final GrayU8 eroded = new GrayU8(1, 1);
    private final GrayU8 clean = new GrayU8(1, 1);
    private final GrayS32 labels = new GrayS32(1, 1);
    private final LinearContourLabelChang2004 labelling =
            new LinearContourLabelChang2004(ConnectRule.EIGHT);

    List<Box> of(GrayU8 binary) {
        eroded.reshape(binary.width, binary.height);
        clean.reshape(binary.width, binary.height);
        labels.reshape(binary.width, binary.height);
        BinaryImageOps.erode8(binary, 1, eroded);
        BinaryImageOps.dilate8(eroded, 2, clean);
        labelling.process(clean, labels);
        return boxes(labelling.getContours().size);
    }

    private List<Box> boxes(int count) {
        int[] left = new int[count + 1];
        int[] right = new int[count + 1];
        int[] top = new int[count + 1];
        int[] bottom = new int[count + 1];
        Arrays.fill(left, Integer.MAX_VALUE);
        Arrays.fill(top, Integer.MAX_VALUE);
        for (int y = 0, at = 0; y < labels.height; y++) {
            for (int x = 0; x < labels.width; x++) {
                int label = labels.data[at++];
                if (label > 0) {
                    left[label] = Math.min(left[label], x);
                    right[label] = Math.max(right[label], x + 1);
                    top[label] = Math.min(top[label], y);
                    bottom[label] = y + 1;
                }
            }
        }
        List<Box> boxes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            if (right[i] > left[i]) {
                boxes.add(new Box(left[i], top[i], right[i] - left[i], bottom[i] - top[i]));
            }
        }
        return boxes;
    }
}
