/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of sample lists that have to be turned or letterboxed, with their boxes. */
class ImageGeometryTest {
    @TempDir Path folder = Path.of("");

    private List<Frame> play(PictureSize size, String list) throws IOException {
        Files.writeString(folder.resolve("list.csv"), list);
        List<Frame> frames = new ArrayList<>();
        try (FrameFeed feed = SampleListFeed.open(folder, new FeedOptions(size, 0, false, 0))) {
            for (Frame frame = feed.next(); frame != null; frame = feed.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /** Whether a box lies exactly around what is black: black within, not black around it. */
    private static void assertSurroundsBlack(BgrImage image, Box box) {
        double w = image.width();
        double h = image.height();
        double x0 = box.x() / w;
        double y0 = box.y() / h;
        double x1 = (box.x() + box.width()) / w;
        double y1 = (box.y() + box.height()) / h;
        for (double[] p : new double[][] {{x0, y0}, {x0, y1}, {x1, y0}, {x1, y1}}) {
            double inX = p[0] + (p[0] == x0 ? 4 : -4) / w;
            double inY = p[1] + (p[1] == y0 ? 4 : -4) / h;
            assertThat(Marks.isBlack(image, inX, inY))
                    .as("%s in %s", Arrays.toString(p), box)
                    .isTrue();
            double outX = p[0] + (p[0] == x0 ? -4 : 4) / w;
            double outY = p[1] + (p[1] == y0 ? -4 : 4) / h;
            if (outX > 0 && outX < 1) {
                assertThat(Marks.isBlack(image, outX, inY)).isFalse();
            }
            if (outY > 0 && outY < 1) {
                assertThat(Marks.isBlack(image, inX, outY)).isFalse();
            }
        }
    }

    // stored 160x96 with the quarter (0, 0) to (80, 48) black; corners in pixels as it is shown
    @ParameterizedTest
    @CsvSource({
        "1, '0,0,80,48', top left",
        "2, '80,0,160,48', top right",
        "3, '80,48,160,96', bottom right",
        "4, '0,48,80,96', bottom left",
        "5, '0,0,48,80', top left",
        "6, '48,0,96,80', top right",
        "7, '48,80,96,160', bottom right",
        "8, '0,80,48,160', bottom left",
    })
    void imagesAndBoxesAreTurnedAsExifTells(int exif, String corners, String quarter)
            throws IOException {
        BgrImage stored = Marks.picture(160, 96);
        Files.write(folder.resolve("a.jpg"), ExifImages.jpeg(stored, exif, true));
        Files.write(folder.resolve("b.jpg"), ExifImages.jpeg(stored, exif, false));
        Files.write(folder.resolve("c.png"), ExifImages.png(stored, exif));
        String list =
                "0,a.jpg,car,%s\n1,b.jpg,car,%s\n2,c.png,car,%s\n"
                        .formatted(corners, corners, corners);

        List<Frame> frames = play(new PictureSize(0, 0), list);
        assertThat(frames).hasSize(3);
        for (Frame frame : frames) {
            assertThat(frame.image().width()).isEqualTo(exif < 5 ? 320 : 192);
            assertThat(Marks.blackQuarter(frame.image())).isEqualTo(quarter);
            assertSurroundsBlack(frame.image(), frame.boxes().get(0));
        }
        for (Frame frame : play(new PictureSize(240, 240), list)) { // with bars
            assertThat(Marks.isBar(frame.image(), exif < 5 ? 0.5 : 0.02, exif < 5 ? 0.02 : 0.5))
                    .isTrue();
            assertSurroundsBlack(frame.image(), frame.boxes().get(0));
        }
    }

    @Test
    void boxesThatFitOnlyTheStoredImageAreTurnedWithIt() throws IOException {
        BgrImage stored = Marks.picture(160, 96);
        Files.write(folder.resolve("a.jpg"), ExifImages.jpeg(stored, 6, true));
        // the second box reaches x = 150, where an image that is shown 96 wide has nothing
        Frame frame =
                play(new PictureSize(0, 0), "0,a.jpg,car,0,0,80,48\n0,a.jpg,bus,100,60,150,90\n")
                        .get(0);
        assertThat(frame.truth()).hasSize(2);
        assertSurroundsBlack(frame.image(), frame.boxes().get(0));
    }

    @Test
    void fractionsAreOfTheImageAsItIsShown() throws IOException {
        Files.write(folder.resolve("a.jpg"), ExifImages.jpeg(Marks.picture(160, 96), 6, true));
        Frame frame = play(new PictureSize(320, 180), "0,a.jpg,car,0.5,0,1,0.5\n").get(0);
        assertSurroundsBlack(frame.image(), frame.boxes().get(0));
    }

    @Test
    void theFirstReadableImageDecidesOnTheSizeOfAll() throws IOException {
        Files.writeString(folder.resolve("bad.png"), "nonsense");
        Files.write(folder.resolve("a.jpg"), Jpeg.encode(Marks.picture(160, 96), 0.9));
        Files.write(folder.resolve("b.jpg"), Jpeg.encode(Marks.picture(96, 160), 0.9));
        Files.writeString(
                folder.resolve("list.csv"),
                "0,bad.png,car,0,0,9,9\n1,a.jpg,car,0,0,80,48\n2,b.jpg,car,0,0,48,80\n");
        try (FrameFeed feed =
                SampleListFeed.open(folder, new FeedOptions(new PictureSize(0, 0), 0, true, 0))) {
            feed.skipTo(2); // as after a restart
            Frame tall = Objects.requireNonNull(feed.next());
            assertThat(tall.image().width()).isEqualTo(320);
            assertThat(tall.image().height()).isEqualTo(192);
            assertThat(Marks.isBar(tall.image(), 0.1, 0.5)).isTrue();
            assertSurroundsBlack(tall.image(), tall.boxes().get(0));
            assertThat(feed.geometry())
                    .hasToString("source 96×160, used as 320×192 with bars left and right");
        }
    }

    @Test
    void damagedExifIsIgnored() throws IOException {
        byte[] whole = ExifImages.jpeg(Marks.picture(64, 48), 6, true);
        for (int at = 2; at < 60; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) ~damaged[at];
            Files.write(folder.resolve("a.jpg"), damaged);
            try {
                Jpeg.read(folder.resolve("a.jpg"), new PictureSize(0, 0));
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("is (a damaged|not a supported) image.*");
            }
        }
    }
}
