/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class CameraKeysTest {
    private static List<String> cameras(int count) {
        return IntStream.range(0, count).mapToObj(i -> "camera-" + i).toList();
    }

    private static int largestLoad(CameraKeys keys, List<String> cameras, int parallelism) {
        int[] load = new int[parallelism];
        for (String camera : cameras) {
            load[
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            keys.of(camera), CameraKeys.MAX_PARALLELISM, parallelism)]++;
        }
        return IntStream.of(load).max().orElseThrow();
    }

    @Test
    void noSubtaskHasMoreThanOneCameraAboveTheEvenShare() {
        CameraKeys keys = new CameraKeys(cameras(128));
        for (int count = 1; count <= 128; count++) {
            for (int parallelism = 1; parallelism <= 16; parallelism++) {
                assertThat(largestLoad(keys, cameras(count), parallelism))
                        .as("%d cameras on %d subtasks", count, parallelism)
                        .isLessThanOrEqualTo((count + parallelism - 1) / parallelism + 1);
            }
        }
    }

    @Test
    void fourCamerasShareTwoSubtasksEvenly() {
        List<String> cameras = List.of("avenue", "crossing", "depot", "school");
        assertThat(largestLoad(new CameraKeys(cameras), cameras, 2)).isEqualTo(2);
    }

    @Test
    void anAppendedCameraMovesNoOther() {
        CameraKeys before = new CameraKeys(cameras(20));
        CameraKeys after = new CameraKeys(cameras(25));
        assertThat(after.all()).containsAllEntriesOf(before.all());
    }

    @Test
    void aKeyNamesItsCamera() {
        CameraKeys keys = new CameraKeys(cameras(50));
        for (String camera : cameras(50)) {
            assertThat(CameraKeys.cameraOf(keys.of(camera))).isEqualTo(camera);
            assertThat(keys.isCurrent(keys.of(camera))).isTrue();
            assertThat(keys.isCurrent(camera + "#1000000")).isFalse();
        }
        assertThat(keys.of("unknown")).isEqualTo("unknown");
        assertThat(keys.isCurrent("unknown")).isTrue();
    }
}
