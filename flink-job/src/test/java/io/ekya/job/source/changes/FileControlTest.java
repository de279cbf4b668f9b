/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileControlTest {
    private static final String ONE = "cameras:\n- {id: a, source: \"synthetic:\"}\n";
    private static final String TWO = ONE + "- {id: b, source: \"synthetic:\", fps: 5}\n";

    private final Path file;
    private final FileControl control;

    FileControlTest(@TempDir Path folder) {
        file = folder.resolve("cameras.yaml");
        control = new FileControl(file, texts(), CameraChanges.NONE);
    }

    private static CameraTexts texts() {
        JobConfig config =
                new ConfigLoader(Map.of()).parse("test", "camerasFile: cameras.yaml", List.of());
        return new CameraTexts(config, Map.of("HOST", "cam.example"));
    }

    private CameraControl.Update pollAfter(String content) throws IOException {
        Files.writeString(file, content);
        return control.poll();
    }

    @Test
    void readsTheFileAtTheStartAndAgainWhenItHasChanged() throws IOException {
        CameraControl.Update first = pollAfter(ONE);
        assertThat(first.changes().replaces()).isTrue();
        assertThat(first.changes().texts())
                .containsOnly(Map.entry("a", "{\"id\":\"a\",\"source\":\"synthetic:\"}"));

        assertThat(pollAfter(TWO)).as("it may still be written").isEqualTo(first);
        assertThat(control.poll().changes().texts()).containsOnlyKeys("a", "b");
    }

    @Test
    void refusesInvalidContentOnceAndKeepsTheLastGoodCameras() throws IOException {
        CameraControl.Update good = pollAfter(TWO);
        pollAfter("cameras:\n- {id: a, source: \"synthetic:\", fps: -1}\n- {id: b}\n");
        CameraControl.Update refused = control.poll();
        assertThat(refused.changes()).isEqualTo(good.changes());
        assertThat(refused.refused())
                .singleElement()
                .extracting(CameraControl.Refusal::reason)
                .asString()
                .contains("cameras.0.fps must be between 0 and 240, but is -1")
                .contains("cameras.1.source is required");
        assertThat(control.poll().refused()).as("reported once").isEmpty();
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        pollAfter(TWO);
        for (String cut : List.of("", "cameras:", "cameras:\n- {id: a, sou", "cameras: []")) {
            pollAfter(cut);
            CameraControl.Update update = control.poll();
            assertThat(update.refused()).as(cut).hasSize(1);
            assertThat(update.changes().texts()).as(cut).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void refusesCamerasThatDoNotFitTheJob() throws IOException {
        assertThat(pollAfter("- {id: a, source: \"kafka:\", fps: 5}").refused())
                .singleElement()
                .extracting(CameraControl.Refusal::reason)
                .asString()
                .contains("kafka.bootstrapServers is required for kafka: cameras");
        assertThat(
                        pollAfter("- {id: a, source: \"rtsp://${NOWHERE}/1\", regions: frame}")
                                .refused())
                .isEmpty();
        assertThat(control.poll().refused())
                .singleElement()
                .extracting(CameraControl.Refusal::reason)
                .asString()
                .contains("requires the environment variable NOWHERE");
    }

    @Test
    void variablesStayUnexpandedUntilTheCameraIsOpened() throws IOException {
        String text =
                pollAfter("- {id: a, source: \"rtsp://${HOST}/1\", regions: frame}")
                        .changes()
                        .texts()
                        .getOrDefault("a", "");
        assertThat(text).contains("${HOST}").doesNotContain("cam.example");
        assertThat(texts().camera("a", text).source()).isEqualTo("rtsp://cam.example/1");
    }

    @Test
    void aMissingFileIsReportedAndChangesNothing() {
        assertThatThrownBy(control::poll)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
    }
}
