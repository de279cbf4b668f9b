/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serialises camera splits for checkpoints. */
final class CameraSplitSerializer implements SimpleVersionedSerializer<CameraSplit> {
    private static final int VERSION = 2;

    /** The version of 0.2.0, without the number of the first frame. */
    private static final int WITHOUT_FIRST_INDEX = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(CameraSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(split.camera());
            out.writeLong(split.originMillis());
            out.writeLong(split.nextIndex());
            out.writeLong(split.lastEventMillis());
            out.writeLong(split.firstIndex());
        }
        return bytes.toByteArray();
    }

    @Override
    public CameraSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION && version != WITHOUT_FIRST_INDEX) {
            throw new IOException(
                    "camera splits must be of version 1 or "
                            + VERSION
                            + ", but the checkpoint's are of "
                            + version);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String camera = in.readUTF();
            long origin = in.readLong();
            long next = in.readLong();
            long last = in.readLong();
            long first = version == WITHOUT_FIRST_INDEX ? 0 : in.readLong();
            return new CameraSplit(camera, origin, first, next, last);
        }
    }
}
