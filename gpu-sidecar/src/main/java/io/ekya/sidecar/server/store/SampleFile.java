/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.api.SampleRows;
import io.ekya.sidecar.api.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Reads and writes samples as Arrow IPC files. */
final class SampleFile {
    private final BufferAllocator allocator;

    SampleFile(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    byte[] write(Samples samples) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VectorSchemaRoot root = SampleRows.write(samples, allocator);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, null, Channels.newChannel(out))) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
        return out.toByteArray();
    }

    Samples read(byte[] bytes) throws IOException {
        try (ArrowFileReader reader =
                new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(bytes), allocator)) {
            List<Samples> batches = new ArrayList<>();
            while (reader.loadNextBatch()) {
                batches.add(SampleRows.read(reader.getVectorSchemaRoot()));
            }
            if (batches.isEmpty()) {
                throw new IOException("the file has no batch");
            }
            return Samples.merged(batches);
        }
    }
}
