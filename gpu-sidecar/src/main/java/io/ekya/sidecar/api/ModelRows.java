/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
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

/** A model file as Arrow rows: one column {@code bytes}, one chunk of the file per row. */
public final class ModelRows {
    /** Prefix of the ticket of a model; its sha256 follows. */
    public static final String PREFIX = "model/";

    /** Maximum length of a model file, bytes. */
    public static final int MAX_BYTES = 256 << 20;

    public static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field(
                                    "bytes",
                                    FieldType.notNullable(ArrowType.Binary.INSTANCE),
                                    null)));

    private static final int CHUNK = 1 << 20;

    private ModelRows() {}

    /** Returns the number of chunks of a model file. */
    public static int chunks(byte[] model) {
        return (model.length + CHUNK - 1) / CHUNK;
    }

    /** Fills a root of {@link #SCHEMA} with one chunk. */
    public static void write(byte[] model, int chunk, VectorSchemaRoot root) {
        byte[] part =
                Arrays.copyOfRange(
                        model, chunk * CHUNK, Math.min(model.length, (chunk + 1) * CHUNK));
        root.allocateNew();
        ((VarBinaryVector) root.getVector("bytes")).setSafe(0, part);
        root.setRowCount(1);
    }

    /** Appends the chunks of a batch. */
    public static void read(VectorSchemaRoot root, ByteArrayOutputStream model) {
        VarBinaryVector bytes = (VarBinaryVector) root.getVector("bytes");
        for (int i = 0; i < root.getRowCount(); i++) {
            byte[] part = bytes.get(i);
            if (model.size() + part.length > MAX_BYTES) {
                throw new MalformedException("model must have at most " + MAX_BYTES + " bytes");
            }
            model.writeBytes(part);
        }
    }
}
