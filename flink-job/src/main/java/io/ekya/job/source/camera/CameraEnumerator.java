/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.source.FixedSplitEnumerator;
import io.ekya.job.source.SplitListSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the cameras to readers. Its checkpoint also names the cameras that were assigned, so that
 * a restored job recognises those that its configuration has added since.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, CameraEnumerator.State> {
    private final FixedSplitEnumerator<CameraSplit> splits;
    private final Set<String> known;

    /**
     * The state in a checkpoint.
     *
     * @param known ids of all cameras that were ever assigned
     * @param pending cameras that are not assigned yet
     */
    record State(Set<String> known, List<CameraSplit> pending) {
        State {
            known = Set.copyOf(known);
            pending = List.copyOf(pending);
        }

        /** The state with those of the cameras that are new, and without those that are gone. */
        State adaptedTo(List<CameraSplit> configured) {
            Set<String> present = new TreeSet<>();
            configured.forEach(split -> present.add(split.camera()));
            List<CameraSplit> added =
                    configured.stream().filter(split -> !known.contains(split.camera())).toList();
            List<CameraSplit> still =
                    pending.stream().filter(split -> present.contains(split.camera())).toList();
            List<CameraSplit> next = new ArrayList<>(still);
            next.addAll(added);
            return new State(present, next);
        }
    }

    CameraEnumerator(SplitEnumeratorContext<CameraSplit> context, State state) {
        this.splits = new FixedSplitEnumerator<>(context, state.pending());
        this.known = state.known();
    }

    @Override
    public void start() {
        splits.start();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        splits.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<CameraSplit> back, int subtask) {
        splits.addSplitsBack(back, subtask);
    }

    @Override
    public void addReader(int subtask) {
        splits.addReader(subtask);
    }

    @Override
    public State snapshotState(long checkpointId) {
        return new State(known, splits.snapshotState(checkpointId));
    }

    @Override
    public void close() {
        splits.close();
    }

    /** Serialises the state for checkpoints. */
    static final class StateSerializer implements SimpleVersionedSerializer<State> {
        private static final int VERSION = 1;

        private final SplitListSerializer<CameraSplit> splits =
                new SplitListSerializer<>(new CameraSplitSerializer());

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(State state) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeInt(state.known().size());
                for (String camera : new TreeSet<>(state.known())) {
                    out.writeUTF(camera);
                }
                out.writeInt(splits.getVersion());
                out.write(splits.serialize(state.pending()));
            }
            return bytes.toByteArray();
        }

        @Override
        public State deserialize(int version, byte[] bytes) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "state of the camera source must be of version %d, but is of %d"
                                .formatted(VERSION, version));
            }
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                Set<String> known = new TreeSet<>();
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    known.add(in.readUTF());
                }
                int splitVersion = in.readInt();
                return new State(known, splits.deserialize(splitVersion, in.readAllBytes()));
            }
        }
    }
}
