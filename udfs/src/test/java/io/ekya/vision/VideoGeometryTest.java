/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos that have to be turned, stretched or letterboxed. */
class VideoGeometryTest {
    @TempDir Path folder = Path.of("");

    private static BgrImage first(Path file, PictureSize size, String text) throws IOException {
        try (FrameFeed feed = VideoFileFeed.open(file, new FeedOptions(size, 0, false, 0))) {
            BgrImage image = Objects.requireNonNull(feed.next()).image();
            assertThat(feed.geometry()).hasToString(text);
            return image;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, -1, 0, 'rotated 90°, used as 192×320', top right",
        "-1, 0, 0, -1, 'rotated 180°, used as 320×192', bottom right",
        "0, -1, 1, 0, 'rotated 270°, used as 192×320', bottom left",
        "-1, 0, 0, 1, 'mirrored, used as 320×192', top right",
        "1, 0, 0, 1, used as 320×192, top left",
    })
    void videosAreTurnedAsTheyTell(int a, int b, int c, int d, String text, String corner)
            throws IOException {
        for (String format : new String[] {"mp4", "mov"}) {
            Path file =
                    new TestRecorder()
                            .matrix(a, b, c, d)
                            .encode(folder.resolve("a." + format), format);
            BgrImage image = first(file, new PictureSize(0, 0), "source 160×96, " + text);
            assertThat(Marks.blackQuarter(image)).isEqualTo(corner);
        }
    }

    @Test
    void pixelsThatAreNotSquareAreStretched() throws IOException {
        Path file =
                new TestRecorder()
                        .with(r -> r.setAspectRatio(2)) // of a pixel
                        .encode(folder.resolve("wide.mkv"), "matroska");
        BgrImage image =
                first(
                        file,
                        new PictureSize(0, 0),
                        "source 160×96, pixels 2.000 wide, used as 320×96");
        assertThat(Marks.blackQuarter(image)).isEqualTo("top left");
    }

    @Test
    void barsFillWhatOtherProportionsLeave() throws IOException {
        Path file = new TestRecorder().encode(folder.resolve("a.mp4"), "mp4");
        // 160x96 in 160x160: 32 rows above and below
        BgrImage tall =
                first(
                        file,
                        new PictureSize(160, 160),
                        "source 160×96, used as 160×160 with bars above and below");
        assertThat(Marks.isBar(tall, 0.5, 0.1)).isTrue();
        assertThat(Marks.isBar(tall, 0.5, 0.9)).isTrue();
        assertThat(Marks.isBlack(tall, 0.2, 0.3)).isTrue();
        assertThat(Marks.isWhite(tall, 0.2, 0.7)).isTrue();
        BgrImage wide =
                first(
                        file,
                        new PictureSize(320, 96),
                        "source 160×96, used as 320×96 with bars left and right");
        assertThat(Marks.isBar(wide, 0.1, 0.5)).isTrue();
        assertThat(Marks.isBar(wide, 0.9, 0.5)).isTrue();
        assertThat(Marks.isBlack(wide, 0.35, 0.2)).isTrue();
        assertThat(Marks.isWhite(wide, 0.65, 0.2)).isTrue();
    }

    @Test
    void aSideThatIsNotGivenFollowsFromTheOther() throws IOException {
        Path file = new TestRecorder().encode(folder.resolve("a.mp4"), "mp4");
        first(file, new PictureSize(80, 0), "source 160×96, used as 80×48");
        first(file, new PictureSize(0, 144), "source 160×96, used as 240×144");
    }

    @Test
    void everyLoopHasTheSameSize() throws IOException {
        Path file = new TestRecorder().encode(folder.resolve("a.mp4"), "mp4");
        try (FrameFeed feed =
                VideoFileFeed.open(file, new FeedOptions(new PictureSize(0, 0), 0, true, 0))) {
            for (int i = 0; i < 25; i++) {
                BgrImage image = Objects.requireNonNull(feed.next()).image();
                assertThat(image.width()).isEqualTo(320);
                assertThat(image.height()).isEqualTo(192);
            }
        }
    }
}
