/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serialises an enumerator's unassigned splits for checkpoints. */
public final class SplitListSerializer<S> implements SimpleVersionedSerializer<List<S>> {
    private final SimpleVersionedSerializer<S> splits;

    public SplitListSerializer(SimpleVersionedSerializer<S> splits) {
        this.splits = splits;
    }

    @Override
    public int getVersion() {
        return splits.getVersion();
    }

    @Override
    public byte[] serialize(List<S> pending) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(pending.size());
            for (S split : pending) {
                byte[] one = splits.serialize(split);
                out.writeInt(one.length);
                out.write(one);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public List<S> deserialize(int version, byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            List<S> pending = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                pending.add(splits.deserialize(version, in.readNBytes(in.readInt())));
            }
            return List.copyOf(pending);
        }
    }
}
