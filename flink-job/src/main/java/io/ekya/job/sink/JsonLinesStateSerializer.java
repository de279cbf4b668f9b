/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes a writer's state as JSON. */
final class JsonLinesStateSerializer implements SimpleVersionedSerializer<JsonLinesState> {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(JsonLinesState state) throws IOException {
        return JSON.writeValueAsBytes(state);
    }

    @Override
    public JsonLinesState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "state of version " + version + " was written by a later release");
        }
        return JSON.readValue(bytes, JsonLinesState.class);
    }
}
