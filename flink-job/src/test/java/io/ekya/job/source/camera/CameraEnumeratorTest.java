/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CameraEnumeratorTest {
    private static CameraSplit camera(String id) {
        return CameraSplit.startingAt(id, 1_000);
    }

    @Test
    void aRestoredJobStartsAddedCamerasAndForgetsRemovedOnes() {
        CameraEnumerator.State state =
                new CameraEnumerator.State(
                        Set.of("kept", "removed", "waiting"),
                        List.of(camera("waiting"), camera("removed")));
        assertThat(state.adaptedTo(List.of(camera("kept"), camera("waiting"), camera("added"))))
                .isEqualTo(
                        new CameraEnumerator.State(
                                Set.of("kept", "waiting", "added"),
                                List.of(camera("waiting"), camera("added"))));
    }

    @Test
    void aNewJobStartsAllCameras() {
        assertThat(
                        new CameraEnumerator.State(Set.of(), List.of())
                                .adaptedTo(List.of(camera("a"), camera("b")))
                                .pending())
                .containsExactly(camera("a"), camera("b"));
    }

    @Test
    void itsStateSurvivesSerialisation() throws IOException {
        CameraEnumerator.State state =
                new CameraEnumerator.State(Set.of("a", "b"), List.of(camera("b").at(7, 12_345)));
        CameraEnumerator.StateSerializer serializer = new CameraEnumerator.StateSerializer();
        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(state)))
                .isEqualTo(state);
    }

    @Test
    void aPositionNeverGoesBack() {
        CameraSplit at = camera("a").at(10, 5_000).at(3, 2_000);
        assertThat(at.nextIndex()).isEqualTo(10);
        assertThat(at.lastEventMillis()).isEqualTo(5_000);
    }
}
