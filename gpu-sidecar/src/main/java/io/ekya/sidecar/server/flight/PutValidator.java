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
 * Looks through a message of a put before Flight does. Flight takes memory by the lengths that a
 * message claims and does not give all of it back where they turn out to be wrong; here they are
 * held against what has come.
 */
final class PutValidator {
    private PutValidator() {}

    /** What a message of a put holds; the schema comes first and once. */
    enum Part {
        SCHEMA,
        BATCH
    }

    /**
     * Says which part of a put it is, and refuses what is neither the schema of samples nor a batch
     * that holds what it says.
     *
     * @throws MalformedException says which rule is broken
     * @throws IndexOutOfBoundsException where the header points outside of itself
     */
    static Part check(byte[] message) {
        FlightData data;
        try {
            data = FlightData.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("a message of the put is no FlightData", e);
        }
        require(data.getAppMetadata().isEmpty(), "messages of a put carry no metadata");
        require(!data.getDataHeader().isEmpty(), "messages of a put have an Arrow header");
        Message header = Message.getRootAsMessage(data.getDataHeader().asReadOnlyByteBuffer());
        switch (header.headerType()) {
            case MessageHeader.Schema -> schema(header, data);
            case MessageHeader.RecordBatch -> batch(header, data.getDataBody());
            default -> throw new MalformedException("a put has a schema and batches, nothing else");
        }
        return header.headerType() == MessageHeader.Schema ? Part.SCHEMA : Part.BATCH;
    }

    private static void schema(Message header, FlightData data) {
        org.apache.arrow.flatbuf.Schema schema = new org.apache.arrow.flatbuf.Schema();
        require(header.header(schema) != null, "the schema is missing");
        require(data.hasFlightDescriptor(), "a put begins with its path, once");
        require(data.getDataBody().isEmpty(), "a schema has no body");
        require(schema.fieldsLength() <= SampleRows.COLUMNS, "the schema has other columns");
        SampleRows.side(Schema.convertSchema(schema));
    }

    private static void batch(Message header, ByteString body) {
        RecordBatch batch = new RecordBatch();
        require(header.header(batch) != null, "the batch is missing");
        require(batch.compression() == null, "batches are not compressed");
        require(
                batch.nodesLength() == SampleRows.COLUMNS
                        && batch.buffersLength() == 2 * SampleRows.COLUMNS,
                "a batch has %d columns".formatted(SampleRows.COLUMNS));
        long rows = batch.length();
        require(
                rows >= 1 && rows <= SampleRows.MAX_ROWS,
                "%d rows, but a batch has 1 to %d".formatted(rows, SampleRows.MAX_ROWS));
        for (int i = 0; i < SampleRows.COLUMNS; i++) {
            FieldNode node = batch.nodes(i);
            require(node.length() == rows && node.nullCount() == 0, "a column lacks values");
        }
        for (int i = 0; i < 2 * SampleRows.COLUMNS; i++) {
            Buffer buffer = batch.buffers(i);
            require(
                    buffer.offset() >= 0
                            && buffer.length() >= 0
                            && buffer.offset() <= body.size()
                            && buffer.length() <= body.size() - buffer.offset(),
                    "a batch is shorter than it says");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new MalformedException(rule);
        }
    }
}
