package io.ekya.sidecar.api;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** A model file as Arrow rows: one column {@code bytes}, a piece of the file a row. */
public final class ModelRows {
    /** How the ticket of a model begins; its sha256 follows. */
    public static final String PREFIX = "model/";

    /** Longest model file that is taken, bytes. */
    public static final int MAX_BYTES = 256 << 20;

    public static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field(
                                    "bytes",
                                    FieldType.notNullable(ArrowType.Binary.INSTANCE),
                                    null)));

    private static final int PIECE = 1 << 20;

    private ModelRows() {}

    /** How many pieces there are. */
    public static int pieces(byte[] model) {
        return (model.length + PIECE - 1) / PIECE;
    }

    /** Fills a root of {@link #SCHEMA} with one piece. */
    public static void write(byte[] model, int piece, VectorSchemaRoot root) {
        byte[] part =
                Arrays.copyOfRange(
                        model, piece * PIECE, Math.min(model.length, (piece + 1) * PIECE));
        root.allocateNew();
        ((VarBinaryVector) root.getVector("bytes")).setSafe(0, part);
        root.setRowCount(1);
    }

    /** Adds the pieces of a batch to what came before. */
    public static void read(VectorSchemaRoot root, ByteArrayOutputStream model) {
        VarBinaryVector bytes = (VarBinaryVector) root.getVector("bytes");
        for (int i = 0; i < root.getRowCount(); i++) {
            byte[] part = bytes.get(i);
            if (model.size() + part.length > MAX_BYTES) {
                throw new MalformedException("model is longer than " + MAX_BYTES + " bytes");
            }
            model.writeBytes(part);
        }
    }
}
