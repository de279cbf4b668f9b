/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import io.ekya.learn.LabelledCrops;
import io.ekya.vision.Crops;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Labelled crops as Arrow rows: {@code time} (int64, event time in ms), {@code region} (int32),
 * {@code label} (int8), {@code crop} (fixed size binary, side × side × 3 bytes BGR); {@code side}
 * is in the schema's metadata.
 */
public final class SampleRows {
    /** Number of columns. */
    public static final int COLUMNS = 4;

    /** Maximum number of crops in one put. */
    public static final int MAX_ROWS = 65_536;

    /** Maximum bytes of crops in one put. */
    public static final int MAX_BYTES = 128 << 20;

    /** Minimum side of a crop, pixels. */
    public static final int MIN_SIDE = 8;

    /** Maximum side of a crop, pixels. */
    public static final int MAX_SIDE = 256;

    private static final ArrowType INT64 = new ArrowType.Int(64, true);
    private static final ArrowType INT32 = new ArrowType.Int(32, true);
    private static final ArrowType INT8 = new ArrowType.Int(8, true);

    private SampleRows() {}

    /** Returns the schema for crops of a side. */
    public static Schema schema(int side) {
        return new Schema(
                List.of(
                        field("time", INT64),
                        field("region", INT32),
                        field("label", INT8),
                        field("crop", new ArrowType.FixedSizeBinary(3 * side * side))),
                Map.of("side", Integer.toString(side)));
    }

    private static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }

    /** Writes crops into a new root, which the caller closes. */
    public static VectorSchemaRoot write(Samples samples, BufferAllocator allocator) {
        Crops crops = samples.crops().crops();
        int bytes = 3 * crops.side() * crops.side();
        VectorSchemaRoot root = VectorSchemaRoot.create(schema(crops.side()), allocator);
        BigIntVector time = (BigIntVector) root.getVector("time");
        IntVector region = (IntVector) root.getVector("region");
        TinyIntVector label = (TinyIntVector) root.getVector("label");
        FixedSizeBinaryVector crop = (FixedSizeBinaryVector) root.getVector("crop");
        int rows = samples.count();
        time.allocateNew(rows);
        region.allocateNew(rows);
        label.allocateNew(rows);
        crop.allocateNew(rows);
        for (int i = 0; i < rows; i++) {
            time.set(i, samples.crops().timesMillis()[i]);
            region.set(i, samples.regions()[i]);
            label.set(i, samples.crops().labels()[i]);
            crop.setIndexDefined(i);
            crop.getDataBuffer().setBytes((long) i * bytes, crops.bgr(), i * bytes, bytes);
        }
        root.setRowCount(rows);
        return root;
    }

    /**
     * Reads a batch.
     *
     * @throws MalformedException if the schema is different, a value is missing, or there are too
     *     many rows
     */
    public static Samples read(VectorSchemaRoot root) {
        try {
            return checked(root);
        } catch (IndexOutOfBoundsException | ClassCastException | NegativeArraySizeException e) {
            throw new MalformedException("a batch is shorter than its header declares", e);
        }
    }

    private static Samples checked(VectorSchemaRoot root) {
        int side = side(root.getSchema());
        int rows = root.getRowCount();
        if (rows < 1 || rows > MAX_ROWS) {
            throw new MalformedException(
                    "a batch must have 1 to %d rows, but has %d".formatted(MAX_ROWS, rows));
        }
        int bytes = 3 * side * side;
        if ((long) rows * bytes > MAX_BYTES) {
            throw new MalformedException(
                    "crops must have at most %d bytes, but %d of side %d have more"
                            .formatted(MAX_BYTES, rows, side));
        }
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector.getValueCount() != rows || vector.getNullCount() > 0) {
                throw new MalformedException("column " + vector.getName() + " has missing values");
            }
        }
        byte[] bgr = new byte[rows * bytes];
        ((FixedSizeBinaryVector) root.getVector("crop")).getDataBuffer().getBytes(0, bgr);
        BigIntVector time = (BigIntVector) root.getVector("time");
        IntVector region = (IntVector) root.getVector("region");
        TinyIntVector label = (TinyIntVector) root.getVector("label");
        int[] regions = new int[rows];
        int[] labels = new int[rows];
        long[] times = new long[rows];
        for (int i = 0; i < rows; i++) {
            regions[i] = region.get(i);
            labels[i] = label.get(i);
            times[i] = time.get(i);
        }
        return new Samples(regions, new LabelledCrops(new Crops(side, bgr), labels, times));
    }

    /**
     * Returns the side of the crops of a schema.
     *
     * @throws MalformedException if it is not a schema of samples
     */
    public static int side(Schema schema) {
        String text = schema.getCustomMetadata().get("side");
        int side;
        try {
            side = Integer.parseInt(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new MalformedException(
                    "metadata of the schema must contain the side of the crops", e);
        }
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new MalformedException(
                    "side of crops must be %d to %d, but is %d"
                            .formatted(MIN_SIDE, MAX_SIDE, side));
        }
        if (!schema.getFields().equals(schema(side).getFields())) {
            throw new MalformedException(
                    "columns of the schema must be %s".formatted(schema(side).getFields()));
        }
        return side;
    }
}
