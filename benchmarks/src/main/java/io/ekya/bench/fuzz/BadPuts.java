/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import com.google.protobuf.ByteString;
import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.SampleRows;
import io.ekya.sidecar.api.Samples;
import io.ekya.vision.Crops;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Malformed puts of samples, derived from a valid one. */
final class BadPuts {
    private static final int SIDE = 8;
    private static final int ROWS = 5;

    private final RandomGenerator random;
    private final byte[] schema;
    private final byte[] header;
    private final byte[] body;

    BadPuts(RandomGenerator random) {
        this.random = random;
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = SampleRows.write(samples(1), allocator);
                ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
            schema = serialized(root.getSchema());
            header = bytes(MessageSerializer.serializeMetadata(batch, IpcOption.DEFAULT));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), batch);
            byte[] message = out.toByteArray();
            int length = (int) batch.computeBodyLength();
            body = Arrays.copyOfRange(message, message.length - length, message.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Samples samples(int label) {
        byte[] bgr = new byte[ROWS * 3 * SIDE * SIDE];
        int[] labels = new int[ROWS];
        Arrays.fill(labels, label);
        return Samples.numbered(
                new LabelledCrops(new Crops(SIDE, bgr), labels, new long[] {1, 2, 3, 4, 5}));
    }

    private static byte[] serialized(Schema schema) {
        return bytes(MessageSerializer.serializeMetadata(schema, IpcOption.DEFAULT));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] first(byte[] schema, String... path) {
        return Flight.FlightData.newBuilder()
                .setFlightDescriptor(
                        Flight.FlightDescriptor.newBuilder()
                                .setType(Flight.FlightDescriptor.DescriptorType.PATH)
                                .addAllPath(List.of(path)))
                .setDataHeader(ByteString.copyFrom(schema))
                .build()
                .toByteArray();
    }

    private static byte[] first(byte[] schema) {
        return first(schema, "samples", "fuzz", "bad", "0");
    }

    private static byte[] batch(byte[] header, byte[] body) {
        return Flight.FlightData.newBuilder()
                .setDataHeader(ByteString.copyFrom(header))
                .setDataBody(ByteString.copyFrom(body))
                .build()
                .toByteArray();
    }

    /** Returns at most the first half, since the last bytes may be padding. */
    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length / 2));
    }

    List<byte[]> cutOff() {
        return switch (random.nextInt(5)) {
            case 0 -> List.of(first(schema), batch(header, cut(body)));
            case 1 -> List.of(first(schema), batch(cut(header), body));
            case 2 -> List.of(first(cut(schema)), batch(header, body));
            case 3 -> List.of(first(schema));
            default -> {
                byte[] whole = batch(header, body);
                yield List.of(first(schema), Arrays.copyOf(whole, 1 + random.nextInt(60)));
            }
        };
    }

    /** Flips bits in the header and overwrites the body. */
    List<byte[]> flipped() {
        byte[] bad = header.clone();
        for (int flips = 3 + random.nextInt(40); flips > 0; flips--) {
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        byte[] label = body.clone();
        Arrays.fill(label, (byte) 0x7f);
        return List.of(first(schema), batch(bad, label));
    }

    List<byte[]> wrongTypes() {
        List<Field> fields = new ArrayList<>(SampleRows.schema(SIDE).getFields());
        int column = random.nextInt(fields.size());
        switch (random.nextInt(4)) {
            case 0 -> fields.remove(column);
            case 1 -> fields.set(column, field("other", ArrowType.Utf8.INSTANCE));
            case 2 ->
                    fields.set(column, field(fields.get(column).getName(), new ArrowType.Struct()));
            default -> fields.add(field("more", new ArrowType.Int(64, true)));
        }
        Schema wrong = new Schema(fields, Map.of("side", Integer.toString(SIDE)));
        return List.of(first(serialized(wrong)), batch(header, body));
    }

    private static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }

    /** Sets row counts, buffer offsets and buffer lengths to huge values. */
    List<byte[]> hugeLengths() {
        byte[] bad = header.clone();
        Message message = Message.getRootAsMessage(ByteBuffer.wrap(bad));
        RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
        if (batch == null) {
            throw new IllegalStateException("the valid batch has no header");
        }
        long huge =
                switch (random.nextInt(4)) {
                    case 0 -> Long.MAX_VALUE - random.nextInt(1_000);
                    case 1 -> Integer.MAX_VALUE - random.nextInt(1_000);
                    case 2 -> -1 - (long) random.nextInt(1_000);
                    default -> 100_000_000L + random.nextInt(1_000_000);
                };
        List<byte[]> messages = new ArrayList<>(List.of(first(schema)));
        ByteBuffer buffer = ByteBuffer.wrap(bad).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 8 <= bad.length; at += 4) {
            long value = buffer.getLong(at);
            if (value == ROWS || value == body.length || value == ROWS * 3L * SIDE * SIDE) {
                buffer.putLong(at, huge);
            }
        }
        messages.add(batch(bad, body));
        return messages;
    }

    List<byte[]> badImages() {
        int side =
                switch (random.nextInt(5)) {
                    case 0 -> 0;
                    case 1 -> -1;
                    case 2 -> 257 + random.nextInt(1_000_000);
                    case 3 -> 7;
                    default -> SIDE;
                };
        if (side == SIDE) {
            byte[] labels = body.clone();
            Arrays.fill(labels, (byte) (7 + random.nextInt(100)));
            return List.of(first(schema), batch(header, labels));
        }
        Schema wrong =
                new Schema(
                        SampleRows.schema(SIDE).getFields(),
                        Map.of("side", Integer.toString(side)));
        return List.of(first(serialized(wrong)), batch(header, body));
    }

    List<byte[]> badPath(String trick) {
        byte[] opening =
                switch (random.nextInt(6)) {
                    case 0 -> first(schema, "samples", trick, "bad", "0");
                    case 1 -> first(schema, "samples", "fuzz", trick, "0");
                    case 2 -> first(schema, "samples", "fuzz", "bad", trick);
                    case 3 -> first(schema, trick, "fuzz", "bad", "0");
                    case 4 -> first(schema, "samples", "fuzz", "bad");
                    default -> first(schema, "samples", "fuzz", "bad", "-5");
                };
        return List.of(opening, batch(header, body));
    }

    List<byte[]> outOfOrder() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(batch(header, body));
            case 1 -> List.of(batch(header, body), first(schema));
            case 2 -> List.of();
            default -> List.of(first(schema), first(schema), batch(cut(header), body));
        };
    }
}
