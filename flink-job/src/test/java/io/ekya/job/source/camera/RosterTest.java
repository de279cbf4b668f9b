/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.CameraSet;
import io.ekya.job.source.changes.CameraChanges;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final RosterSerializer SERIALIZER = new RosterSerializer();

    private static Map<String, String> configured(String... ids) {
        Map<String, String> texts = new LinkedHashMap<>();
        Arrays.stream(ids).forEach(id -> texts.put(id, ""));
        return texts;
    }

    @Test
    void aNewJobStartsAllCameras() {
        Roster roster = Roster.EMPTY.adaptedTo(configured("a", "b"), 1_000);
        assertThat(roster.pending())
                .containsExactly(
                        CameraSplit.startingAt("a", 1_000), CameraSplit.startingAt("b", 1_000));
        assertThat(roster.cameras().ids()).containsExactly("a", "b");
    }

    @Test
    void addedCamerasStartAndRemovedOnesAreForgotten() {
        Roster before = Roster.EMPTY.adaptedTo(configured("kept", "removed"), 1_000);
        Roster after = before.adaptedTo(configured("kept", "added"), 5_000);
        assertThat(after.pending())
                .containsExactly(
                        CameraSplit.startingAt("kept", 1_000),
                        CameraSplit.startingAt("added", 5_000));
        assertThat(after.changedSince(before)).isEqualTo(2);
        assertThat(after.changedSince(after)).isZero();
    }

    @Test
    void aChangedCameraStartsAnewWithNumbersThatWereNeverUsed() {
        Roster before = Roster.EMPTY.adaptedTo(configured("a"), 1_000).withPending(List.of());
        Roster after = before.adaptedTo(Map.of("a", "{fps: 20}"), 61_000);
        CameraSplit anew = after.pending().get(0);
        assertThat(anew).isEqualTo(CameraSplit.startingAt("a", 61_000, 60_000));
        assertThat(CameraSplit.startingAt("a", 1_000).isOf(after.cameras()))
                .as("the camera before")
                .isFalse();
        assertThat(anew.isOf(after.cameras())).isTrue();
        assertThat(after.changedSince(before)).isEqualTo(1);
    }

    @Test
    void aCameraThatIsAddedAgainContinuesTheNumbers() {
        Roster removed =
                Roster.EMPTY
                        .adaptedTo(configured("a", "b"), 1_000)
                        .withPending(List.of())
                        .adaptedTo(configured("b"), 2_000);
        assertThat(removed.adaptedTo(configured("a", "b"), 9_000).pending())
                .containsExactly(CameraSplit.startingAt("a", 9_000, 8_000));
    }

    @Test
    void itSurvivesSerialisation() throws IOException {
        Roster roster =
                Roster.EMPTY
                        .adaptedTo(Map.of("a", "{}"), 1_000)
                        .withChanges(new CameraChanges(false, texts()));
        assertThat(SERIALIZER.deserialize(SERIALIZER.getVersion(), SERIALIZER.serialize(roster)))
                .isEqualTo(roster);
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("a", "{}");
        texts.put("removed", null);
        return texts;
    }

    @Test
    void readsTheStateOfTheReleaseBefore() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(2);
            out.writeUTF("a");
            out.writeUTF("b");
            out.writeInt(1); // version of the splits
            out.writeInt(0);
        }
        Roster roster = SERIALIZER.deserialize(1, bytes.toByteArray());
        Roster continued = roster.adaptedTo(configured("a", "c"), 7_000);
        assertThat(continued.pending()).containsExactly(CameraSplit.startingAt("c", 7_000));
        assertThat(CameraSplit.startingAt("a", 1_000).isOf(continued.cameras())).isTrue();
        assertThat(CameraSplit.startingAt("b", 1_000).isOf(continued.cameras())).isFalse();
    }

    @Test
    void aPositionNeverGoesBack() {
        CameraSplit at = CameraSplit.startingAt("a", 1_000).at(10, 5_000).at(3, 2_000);
        assertThat(at.nextIndex()).isEqualTo(10);
        assertThat(at.lastEventMillis()).isEqualTo(5_000);
    }

    @Test
    void namesCamerasInOrder() {
        CameraSet set =
                new CameraSet(
                        List.of(new CameraSet.Entry("z", 0, ""), new CameraSet.Entry("a", 0, "")));
        assertThat(set.ids()).containsExactly("a", "z");
    }
}
