/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

class EventRowsTest {
    private static final SidecarEvent OF_CAMERA =
            new SidecarEvent("s", "j", 3, 1_000, EventKind.PROFILED, "cam", 0L, "{}");
    private static final SidecarEvent OF_SITE =
            new SidecarEvent("s", "j", 4, 1_001, EventKind.SITE_CLOSED, null, null, "{}");

    @Test
    void keepsAbsentCamerasAndWindowsAbsent() {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(EventRows.SCHEMA, allocator)) {
            EventRows.write(List.of(OF_CAMERA, OF_SITE), root);
            assertThat(EventRows.read(root)).containsExactly(OF_CAMERA, OF_SITE);
            EventRows.write(List.of(), root);
            assertThat(EventRows.read(root)).isEmpty();
        }
    }

    @Test
    void readsKindsOfANewerSidecarAsUnknown() {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(EventRows.SCHEMA, allocator)) {
            EventRows.write(List.of(OF_CAMERA), root);
            ((VarCharVector) root.getVector("kind"))
                    .setSafe(0, "FROM_THE_FUTURE".getBytes(StandardCharsets.UTF_8));
            assertThat(EventRows.read(root))
                    .singleElement()
                    .returns(EventKind.UNKNOWN, SidecarEvent::kind)
                    .returns("cam", SidecarEvent::camera);
        }
    }

    @Test
    void readsJsonKindsOfANewerSidecarAsUnknown() {
        String json = Json.write(OF_CAMERA);
        assertThat(Json.read(json, SidecarEvent.class)).isEqualTo(OF_CAMERA);
        assertThat(Json.read(json.replace("PROFILED", "FROM_THE_FUTURE"), SidecarEvent.class))
                .returns(EventKind.UNKNOWN, SidecarEvent::kind);
    }

    @Test
    void rejectsRequiringAbsentValues() {
        assertThat(OF_CAMERA.requireWindow()).isZero();
        assertThat(OF_CAMERA.isOfWindow(0)).isTrue();
        assertThat(OF_SITE.isOfWindow(0)).isFalse();
        assertThatThrownBy(OF_SITE::requireWindow).hasMessageContaining("no window");
        assertThatThrownBy(OF_SITE::requireCamera).hasMessageContaining("no camera");
    }
}
