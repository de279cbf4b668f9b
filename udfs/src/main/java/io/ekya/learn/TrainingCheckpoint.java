/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The state of a training between two mini-batches.
 *
 * <p>Layout, big-endian: the eight bytes {@code EKYACKP1}; CRC-32 of everything that follows
 * (int64); mini-batches done (int32); loss sum and last mean loss (float64 each); length and bytes
 * of a model file; number of momentum arrays, each with its length (int32) and float32 values.
 *
 * @param steps mini-batches done
 * @param lossSum of the current epoch
 * @param lastLoss mean loss of the previous epoch; NaN if there was none
 * @param model with the current weights
 * @param momentum velocities of the trained weights, in their order
 */
record TrainingCheckpoint(
        int steps, double lossSum, double lastLoss, ModelFile model, List<float[]> momentum) {
    private static final byte[] MAGIC = "EKYACKP1".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT = MAGIC.length + Long.BYTES;
    private static final int MOST_ARRAYS = 10_000;

    TrainingCheckpoint {
        momentum = List.copyOf(momentum);
    }

    byte[] bytes() {
        int floats = momentum.stream().mapToInt(m -> m.length).sum();
        int size =
                CONTENT
                        + (3 + momentum.size() + floats) * Integer.BYTES
                        + 2 * Double.BYTES
                        + model.bytes().length;
        byte[] bytes = new byte[size];
        ByteBuffer out = ByteBuffer.wrap(bytes).put(MAGIC).putLong(0);
        out.putInt(steps).putDouble(lossSum).putDouble(lastLoss);
        out.putInt(model.bytes().length).put(model.bytes()).putInt(momentum.size());
        for (float[] values : momentum) {
            out.putInt(values.length);
            for (float value : values) {
                out.putFloat(value);
            }
        }
        out.putLong(MAGIC.length, crc(bytes));
        return bytes;
    }

    /**
     * Reads and checks a checkpoint.
     *
     * @throws BadModelException if it is not a checkpoint or is damaged
     */
    static TrainingCheckpoint read(byte[] bytes) {
        if (bytes.length < CONTENT || !Arrays.equals(bytes, 0, 8, MAGIC, 0, 8)) {
            throw new BadModelException(
                    "not a checkpoint: its %d bytes do not start with EKYACKP1"
                            .formatted(bytes.length));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        if (in.getLong() != crc(bytes)) {
            throw new BadModelException("checkpoint is damaged: its CRC-32 does not match");
        }
        try {
            return content(in);
        } catch (BufferUnderflowException e) {
            throw new BadModelException("checkpoint is damaged: it is truncated");
        }
    }

    private static TrainingCheckpoint content(ByteBuffer in) {
        int steps = in.getInt();
        double lossSum = in.getDouble();
        double lastLoss = in.getDouble();
        byte[] model = new byte[length(in.getInt(), in.remaining())];
        in.get(model);
        int arrays = length(in.getInt(), MOST_ARRAYS);
        List<float[]> momentum = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            float[] values = new float[length(in.getInt(), in.remaining() / Float.BYTES)];
            for (int v = 0; v < values.length; v++) {
                values[v] = in.getFloat();
            }
            momentum.add(values);
        }
        return new TrainingCheckpoint(steps, lossSum, lastLoss, ModelFile.read(model), momentum);
    }

    private static int length(int claimed, int most) {
        if (claimed < 0 || claimed > most) {
            throw new BadModelException("checkpoint is damaged: invalid length " + claimed);
        }
        return claimed;
    }

    /** Returns the weights after checking that they belong to this architecture. */
    List<float[]> parametersOf(Architecture architecture) {
        if (!model.architecture().equals(architecture)) {
            throw new BadModelException(
                    "checkpoint has %s, but the training has %s"
                            .formatted(model.architecture(), architecture));
        }
        return model.parameters();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, CONTENT, bytes.length - CONTENT);
        return crc.getValue();
    }
}
