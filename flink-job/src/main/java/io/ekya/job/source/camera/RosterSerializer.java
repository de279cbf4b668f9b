/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.record.CameraSet;
import io.ekya.job.source.SplitListSerializer;
import io.ekya.job.source.changes.CameraChanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serialises the roster for checkpoints. */
final class RosterSerializer implements SimpleVersionedSerializer<Roster> {
    private static final int VERSION = 2;

    /** The version of 0.2.0: ids only. */
    private static final int IDS_ONLY = 1;

    private final SplitListSerializer<CameraSplit> splits =
            new SplitListSerializer<>(new CameraSplitSerializer());

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Roster roster) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(roster.cameras().cameras().size());
            for (CameraSet.Entry entry : roster.cameras().cameras()) {
                out.writeUTF(entry.camera());
                out.writeLong(entry.originMillis());
                byte[] text = entry.text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            out.writeInt(roster.firstOrigins().size());
            for (Map.Entry<String, Long> origin : roster.firstOrigins().entrySet()) {
                out.writeUTF(origin.getKey());
                out.writeLong(origin.getValue());
            }
            roster.changes().write(out);
            out.writeInt(splits.getVersion());
            out.write(splits.serialize(roster.pending()));
        }
        return bytes.toByteArray();
    }

    @Override
    public Roster deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION && version != IDS_ONLY) {
            throw new IOException(
                    "state of the camera source must be of version %d or %d, but is of %d"
                            .formatted(IDS_ONLY, VERSION, version));
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<CameraSet.Entry> entries = new ArrayList<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String camera = in.readUTF();
                entries.add(
                        version == IDS_ONLY
                                ? new CameraSet.Entry(camera, 0, CameraTexts.AS_CONFIGURED)
                                : new CameraSet.Entry(camera, in.readLong(), text(in)));
            }
            Map<String, Long> origins = new TreeMap<>();
            int known = version == IDS_ONLY ? 0 : in.readInt();
            for (int i = 0; i < known; i++) {
                origins.put(in.readUTF(), in.readLong());
            }
            CameraChanges changes =
                    version == IDS_ONLY ? CameraChanges.NONE : CameraChanges.read(in);
            int splitVersion = in.readInt();
            return new Roster(
                    new CameraSet(entries),
                    origins,
                    splits.deserialize(splitVersion, in.readAllBytes()),
                    changes);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
