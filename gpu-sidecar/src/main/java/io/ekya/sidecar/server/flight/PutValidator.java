/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.SampleRows;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Validates messages of a put before Flight reads them. Flight allocates memory by the lengths that
 * a message declares and leaks some of it if they are wrong; here they are compared with the
 * received bytes.
 */
final class PutValidator {
    private PutValidator() {}

    /** Content of a message of a put; the schema comes first and once. */
    enum Part {
        SCHEMA,
        BATCH
    }

    /**
     * Returns which part of a put the message is.
     *
     * @throws MalformedException if it is neither a schema of samples nor a valid batch
     * @throws IndexOutOfBoundsException if the header has invalid offsets
     */
    static Part check(byte[] message) {
        FlightData data;
        try {
            data = FlightData.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("message of the put is not FlightData", e);
        }
        require(data.getAppMetadata().isEmpty(), "messages of a put must not have metadata");
        require(!data.getDataHeader().isEmpty(), "messages of a put must have an Arrow header");
        Message header = Message.getRootAsMessage(data.getDataHeader().asReadOnlyByteBuffer());
        switch (header.headerType()) {
            case MessageHeader.Schema -> schema(header, data);
            case MessageHeader.RecordBatch -> batch(header, data.getDataBody());
            default -> throw new MalformedException("a put must consist of a schema and batches");
        }
        return header.headerType() == MessageHeader.Schema ? Part.SCHEMA : Part.BATCH;
    }

    private static void schema(Message header, FlightData data) {
        org.apache.arrow.flatbuf.Schema schema = new org.apache.arrow.flatbuf.Schema();
        require(header.header(schema) != null, "the schema is missing");
        require(data.hasFlightDescriptor(), "a put must start with its path");
        require(data.getDataBody().isEmpty(), "a schema must not have a body");
        require(schema.fieldsLength() <= SampleRows.COLUMNS, "the schema has too many columns");
        SampleRows.side(Schema.convertSchema(schema));
    }

    private static void batch(Message header, ByteString body) {
        RecordBatch batch = new RecordBatch();
        require(header.header(batch) != null, "the batch is missing");
        require(batch.compression() == null, "batches must not be compressed");
        require(
                batch.nodesLength() == SampleRows.COLUMNS
                        && batch.buffersLength() == 2 * SampleRows.COLUMNS,
                "a batch must have %d columns".formatted(SampleRows.COLUMNS));
        long rows = batch.length();
        require(
                rows >= 1 && rows <= SampleRows.MAX_ROWS,
                "a batch must have 1 to %d rows, but has %d".formatted(SampleRows.MAX_ROWS, rows));
        for (int i = 0; i < SampleRows.COLUMNS; i++) {
            FieldNode node = batch.nodes(i);
            require(node.length() == rows && node.nullCount() == 0, "a column has missing values");
        }
        for (int i = 0; i < 2 * SampleRows.COLUMNS; i++) {
            Buffer buffer = batch.buffers(i);
            require(
                    buffer.offset() >= 0
                            && buffer.length() >= 0
                            && buffer.offset() <= body.size()
                            && buffer.length() <= body.size() - buffer.offset(),
                    "a batch is shorter than its header declares");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new MalformedException(rule);
        }
    }
}
