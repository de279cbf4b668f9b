/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CameraRecordsTest {
    private static final JobConfig CONFIG =
            new ConfigLoader(Map.of())
                    .parse(
                            "test",
                            """
                            cameras: [{id: a, source: "synthetic:"}]
                            kafka: {bootstrapServers: "127.0.0.1:9092", camerasTopic: ekya.cameras}
                            """,
                            List.of());

    private final CameraTexts texts = new CameraTexts(CONFIG, Map.of());
    private final CameraRecords records =
            new CameraRecords(CONFIG.site(), texts, CameraChanges.NONE);

    private Map<String, String> cameras() {
        return records.changes().appliedTo(texts.configured());
    }

    private double fps(String camera) {
        return texts.camera(camera, cameras().getOrDefault(camera, "")).fps();
    }

    @Test
    void addsChangesAndRemovesCameras() {
        assertThat(records.take("edge/b", "{source: \"kafka:\", fps: 5}")).isEmpty();
        assertThat(cameras()).containsOnlyKeys("a", "b").containsEntry("a", "");
        assertThat(fps("b")).isEqualTo(5);

        assertThat(records.take("edge/a", "{\"id\":\"a\",\"source\":\"synthetic:\",\"fps\":3}"))
                .isEmpty();
        assertThat(fps("a")).isEqualTo(3);

        assertThat(records.take("edge/a", null)).isEmpty();
        assertThat(cameras()).containsOnlyKeys("b");
    }

    @Test
    void anInvalidRecordIsRefusedAndTheOthersHold() {
        assertThat(records.take("edge/b", "{source: \"kafka:\"}"))
                .hasValueSatisfying(
                        r -> {
                            assertThat(r.camera()).isEqualTo("b");
                            assertThat(r.reason()).contains("fps is required for a kafka: camera");
                        });
        assertThat(records.take("edge/b", "{id: c, source: \"synthetic:\"}"))
                .hasValueSatisfying(r -> assertThat(r.reason()).contains("id must be b"));
        assertThat(records.take("edge/b", "{id: b, sou")).isPresent();
        assertThat(records.take("edge/b/c", "{}"))
                .hasValueSatisfying(r -> assertThat(r.reason()).contains("site/camera"));
        assertThat(records.take(null, "{}")).isPresent();
        assertThat(cameras()).containsOnlyKeys("a");
        assertThat(records.take("edge/c", "{source: \"synthetic:\"}")).isEmpty();
        assertThat(cameras()).containsOnlyKeys("a", "c");
    }

    @Test
    void otherSitesMayShareTheTopic() {
        assertThat(records.take("harbour/b", "{source: \"synthetic:\"}")).isEmpty();
        assertThat(records.take("edge/unknown", null)).isEmpty();
        assertThat(records.changes()).isEqualTo(CameraChanges.NONE);
    }
}
