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
    /** How many columns there are. */
    public static final int COLUMNS = 4;

    /** Most crops of one batch. */
    public static final int MAX_ROWS = 65_536;

    /** Most bytes of crops in one put. */
    public static final int MAX_BYTES = 128 << 20;

    /** Sides of crops that are taken, pixels. */
    public static final int MIN_SIDE = 8;

    public static final int MAX_SIDE = 256;

    private static final ArrowType INT64 = new ArrowType.Int(64, true);
    private static final ArrowType INT32 = new ArrowType.Int(32, true);
    private static final ArrowType INT8 = new ArrowType.Int(8, true);

    private SampleRows() {}

    /** The schema for crops of a side. */
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

    /** Puts crops into a new root, which the caller closes. */
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
     * @throws MalformedException where the schema is another, a value is missing, or there are too
     *     many rows
     */
    public static Samples read(VectorSchemaRoot root) {
        try {
            return checked(root);
        } catch (IndexOutOfBoundsException | ClassCastException | NegativeArraySizeException e) {
            throw new MalformedException("a batch is shorter than it says", e);
        }
    }

    private static Samples checked(VectorSchemaRoot root) {
        int side = side(root.getSchema());
        int rows = root.getRowCount();
        if (rows < 1 || rows > MAX_ROWS) {
            throw new MalformedException(
                    "%d rows, but a batch has 1 to %d".formatted(rows, MAX_ROWS));
        }
        int bytes = 3 * side * side;
        if ((long) rows * bytes > MAX_BYTES) {
            throw new MalformedException(
                    "%d crops of side %d are more than %d bytes".formatted(rows, side, MAX_BYTES));
        }
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector.getValueCount() != rows || vector.getNullCount() > 0) {
                throw new MalformedException("column " + vector.getName() + " lacks values");
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
     * The side of the crops of a schema.
     *
     * @throws MalformedException where it is no schema of samples
     */
    public static int side(Schema schema) {
        String written = schema.getCustomMetadata().get("side");
        int side;
        try {
            side = Integer.parseInt(String.valueOf(written));
        } catch (NumberFormatException e) {
            throw new MalformedException("the schema's metadata lack the crops' side", e);
        }
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new MalformedException(
                    "crops of side %d, but %d to %d are taken".formatted(side, MIN_SIDE, MAX_SIDE));
        }
        if (!schema.getFields().equals(schema(side).getFields())) {
            throw new MalformedException(
                    "schema has other columns than %s".formatted(schema(side).getFields()));
        }
        return side;
    }
}
