/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.app.report.TestingRun;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressViewTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Path folder;

    ProgressViewTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void printsEachWindowOnceWithALineForEveryCamera() throws IOException {
        new TestingRun(folder).write(3);
        ProgressView view = view(false);

        view.refresh();
        view.refresh();
        view.close();

        assertThat(text().lines().filter(l -> l.startsWith("window ")))
                .hasSize(3)
                .anySatisfy(l -> assertThat(l).contains("policy relay", "model CPU 0.90 x GPUs"));
        assertThat(text().lines().filter(l -> l.startsWith("  crossing "))).hasSize(3);
        assertThat(text())
                .contains("every2-32px at share 0.30 (achieved 0.21)")
                .contains("retrained all-5ep at share 0.25: 62.0 → 79.0 % promoted")
                .contains("66.0 → 83.0 % not promoted")
                .contains("not retrained");
        assertThat(view.windows()).isEqualTo(3);
    }

    @Test
    void anInteractiveTerminalShowsTheCurrentWindowInAStatusLine() throws IOException {
        new TestingRun(folder).write(2);
        ProgressView view = view(true);

        view.refresh();

        // the clock is 10 s into window 2 of 6
        assertThat(text())
                .contains("window 2 of 6 [#######.............] 20 s left")
                .containsPattern("crossing \\d\\d %");
    }

    @Test
    void waitsForTheFirstFrameIfTheFolderIsEmpty() {
        ProgressView view = view(true);

        view.refresh();

        assertThat(text()).contains("waiting for the first frame");
    }

    @Test
    void aProblemOfACameraIsPrintedOnceInAWindow() throws IOException {
        ProgressView view = view(false);
        deadLetter("avenue", "the camera refused the login");
        deadLetter("avenue", "the camera refused the login");
        deadLetter("unknown/\\u001b[2J", "is no configured camera");
        view.refresh();
        deadLetter("avenue", "the camera refused the login");
        view.refresh();
        assertThat(text().lines()).containsExactly("avenue: the camera refused the login");

        new TestingRun(folder).write(1);
        view.refresh();
        deadLetter("avenue", "the camera refused the login");
        view.refresh();
        assertThat(text().lines().filter(l -> l.endsWith("refused the login"))).hasSize(2);
    }

    @Test
    void manyDifferentProblemsOfACameraDoNotFloodTheTerminal() throws IOException {
        ProgressView view = view(false);
        for (int i = 0; i < 100; i++) {
            deadLetter("avenue", "an image of " + i + " bytes is too large");
        }
        view.refresh();
        assertThat(text().lines()).hasSize(3);
    }

    @Test
    void saysWhatIsDoneWithTheCamerasPictures() throws IOException {
        ProgressView view = view(false);
        view.refresh();
        Files.writeString(
                folder.resolve("job.log"),
                """
                2026-11-28 19:00:00.000 INFO  [camera avenue] i.CameraFetcher - Camera avenue: source 1080x1920, used as 180x320
                2026-11-28 19:00:00.001 WARN  [camera avenue] i.CameraFetcher - Camera avenue is unavailable: dark
                2026-11-28 19:00:00.002 INFO  [camera crossing] i.CameraFetcher - Camera cros""");
        view.refresh();
        assertThat(text().lines()).containsExactly("avenue: source 1080x1920, used as 180x320");
        Files.writeString(
                folder.resolve("job.log"),
                "sing: source 640x480, used as 320x240\n",
                StandardOpenOption.APPEND);
        view.refresh();
        view.refresh();
        assertThat(text().lines())
                .containsExactly(
                        "avenue: source 1080x1920, used as 180x320",
                        "crossing: source 640x480, used as 320x240");
    }

    private void deadLetter(String camera, String error) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("deadletters.jsonl"),
                "{\"camera\":\"%s\",\"index\":0,\"timeMillis\":%d,\"error\":\"%s\"}\n"
                        .formatted(camera, TestingRun.ORIGIN + 1_000, error),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private ProgressView view(boolean interactive) {
        JobConfig config =
                new ConfigLoader(Map.of())
                        .parse(
                                "test",
                                """
                                window: {seconds: 30, count: 6}
                                cameras:
                                  - {id: crossing, source: "synthetic:"}
                                  - {id: avenue, source: "synthetic:"}
                                """,
                                List.of());
        Terminal terminal =
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), interactive);
        return new ProgressView(
                config, folder, terminal, () -> TestingRun.ORIGIN + 70_000, w -> 0.9);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
