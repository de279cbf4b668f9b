/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serialises journal splits for checkpoints. */
final class JournalSplitSerializer implements SimpleVersionedSerializer<JournalSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(JournalSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(split.site());
            out.writeUTF(split.journal());
            out.writeLong(split.next());
        }
        return bytes.toByteArray();
    }

    @Override
    public JournalSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "journal splits must be of version "
                            + VERSION
                            + ", but the checkpoint's are of "
                            + version);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new JournalSplit(in.readUTF(), in.readUTF(), in.readLong());
        }
    }
}
