/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ekya.vision.Crops;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Converts crops (uint8, rows of BGR pixels) to a network's float input [n, 3, side, side] with
 * values (v / 255 − 0.45) / 0.25. The memory layout stays channels-last, in which PyTorch's
 * convolutions are a third faster. The direct buffer is reused for every batch, so an array created
 * here must not outlive the next call.
 */
final class CropInput {
    private static final float[] NORMALISED = new float[256];

    static {
        for (int v = 0; v < 256; v++) {
            NORMALISED[v] = (v / 255f - 0.45f) / 0.25f;
        }
    }

    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private float[] crop = new float[0];

    /** Returns crops [from, to) without augmentation. */
    NDArray plain(NDManager manager, Crops crops, int from, int to) {
        FloatBuffer out = reserve(crops.side(), to - from);
        int bytes = 3 * crops.side() * crops.side();
        for (int i = from; i < to; i++) {
            append(out, crops.bgr(), i * bytes, crops.side());
        }
        return array(manager, crops.side(), to - from);
    }

    /** Returns the crops at these indices without augmentation. */
    NDArray chosen(NDManager manager, Crops crops, int[] indices) {
        FloatBuffer out = reserve(crops.side(), indices.length);
        for (int index : indices) {
            append(out, crops.bgr(), index * 3 * crops.side() * crops.side(), crops.side());
        }
        return array(manager, crops.side(), indices.length);
    }

    /** Returns the crops at these indices, each augmented. */
    NDArray augmented(NDManager manager, Crops crops, int[] indices, Augmentation augmentation) {
        FloatBuffer out = reserve(crops.side(), indices.length);
        byte[] changed = new byte[3 * crops.side() * crops.side()];
        for (int index : indices) {
            augmentation.apply(crops.bgr(), index * changed.length, crops.side(), changed);
            append(out, changed, 0, crops.side());
        }
        return array(manager, crops.side(), indices.length);
    }

    private void append(FloatBuffer out, byte[] bgr, int offset, int side) {
        int values = 3 * side * side;
        for (int i = 0; i < values; i++) {
            crop[i] = NORMALISED[bgr[offset + i] & 0xff];
        }
        out.put(crop, 0, values);
    }

    private FloatBuffer reserve(int side, int count) {
        int bytes = Float.BYTES * 3 * side * side * count;
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        if (crop.length < 3 * side * side) {
            crop = new float[3 * side * side];
        }
        return buffer.clear().limit(bytes).asFloatBuffer();
    }

    private NDArray array(NDManager manager, int side, int count) {
        return manager.create(buffer, new Shape(count, side, side, 3), DataType.FLOAT32)
                .transpose(0, 3, 1, 2);
    }
}
