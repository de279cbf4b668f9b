/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleListFeedTest {
    private static final FeedOptions HALF = new FeedOptions(100, 50, 10, false, 0);

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void images() throws IOException {
        Files.createDirectory(folder.resolve("img"));
        for (String name : List.of("a", "b", "c", "d")) {
            image(folder.resolve("img/" + name + ".png").toFile(), 200, 100);
        }
    }

    private static void image(File file, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(10, 20, 200));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ImageIO.write(image, "png", file);
    }

    private void list(String name, String... rows) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", rows) + "\n");
    }

    /** The frames of a feed and the faults it reported. */
    private record Played(List<Frame> frames, List<BadFrameException> bad) {
        String messages() {
            return String.join("\n", bad.stream().map(Throwable::getMessage).toList());
        }
    }

    private Played play(FeedOptions options, int calls) throws IOException {
        Played played = new Played(new ArrayList<>(), new ArrayList<>());
        try (SampleListFeed feed = SampleListFeed.open(folder, options)) {
            for (int i = 0; i < calls; i++) {
                try {
                    Frame frame = feed.next();
                    if (frame == null) {
                        return played;
                    }
                    played.frames().add(frame);
                } catch (BadFrameException e) {
                    played.bad().add(e);
                }
            }
        }
        return played;
    }

    @Test
    void combinesTheRowsOfAFrameAndScalesBoxesWithTheImage() throws IOException {
        list(
                "list.csv",
                "idx,imgpath,class,x0,y0,x1,y1",
                "0,img/a.png,car,20,10,60,50",
                "0,img/a.png,0,100,0,200,100",
                "1,img/b.png,Truck,0,0,10,10");
        Played played = play(HALF, 9);
        assertThat(played.bad()).isEmpty();
        assertThat(played.frames()).hasSize(2);
        Frame first = played.frames().get(0);
        assertThat(first.image().width()).isEqualTo(100);
        assertThat(first.image().height()).isEqualTo(50);
        assertThat(first.image().bgr()).startsWith(200, 20, 10);
        // 200x100 pixels become 100x50: all numbers halve
        assertThat(first.boxes()).containsExactly(new Box(10, 5, 20, 20), new Box(50, 0, 50, 50));
        assertThat(first.truth())
                .containsExactly(ObjectClass.CAR.index(), ObjectClass.PERSON.index());
        assertThat(played.frames().get(1).timeMillis()).isEqualTo(100); // 10 frames a second
        assertThat(played.frames().get(1).truth()).containsExactly(ObjectClass.TRUCK.index());
    }

    @Test
    void acceptsListsWithoutAHeaderAndReadsThemInAlphabeticalOrder() throws IOException {
        list("2.csv", "0,img/b.png,bus,0,0,10,10");
        list("1.csv", "0,img/a.png,car,0,0,10,10", "1,img/a.png,car,0,0,20,20");
        Played played = play(HALF, 9);
        assertThat(played.frames().stream().map(f -> f.truth()[0]))
                .containsExactly(
                        ObjectClass.CAR.index(), ObjectClass.CAR.index(), ObjectClass.BUS.index());
    }

    @Test
    void loopsAndHoldsOutTheLastShareOfEachLoop() throws IOException {
        list(
                "list.csv",
                "0,img/a.png,car,0,0,10,10",
                "1,img/b.png,car,0,0,10,10",
                "2,img/c.png,car,0,0,10,10",
                "3,img/d.png,bus,0,0,10,10");
        Played played = play(new FeedOptions(100, 50, 10, true, 0.25), 12);
        assertThat(played.frames()).hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(played.frames().get(i).index()).isEqualTo(i);
            assertThat(played.frames().get(i).heldOut()).isEqualTo(i % 4 == 3);
        }
    }

    @Test
    void skipsAcrossLoops() throws IOException {
        list("list.csv", "0,img/a.png,car,0,0,10,10", "1,img/b.png,bus,0,0,10,10");
        try (SampleListFeed feed =
                SampleListFeed.open(folder, new FeedOptions(100, 50, 0, true, 0))) {
            feed.skipTo(5);
            Frame frame = feed.next();
            assertThat(frame).isNotNull();
            assertThat(frame.index()).isEqualTo(5);
            assertThat(frame.truth()).containsExactly(ObjectClass.BUS.index());
            assertThat(frame.timeMillis()).isEqualTo(167); // 5 / 30 s
            assertThatThrownBy(() -> feed.skipTo(2)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            one,img/b.png,car,0,0,10,10      | idx must be a whole number, but is 'one'
            1,img/b.png,car,0,zero,10,10     | y0 must be a number, but is 'zero'
            1,img/b.png,car,NaN,0,10,10      | x0 must be a number, but is 'NaN'
            1,img/b.png,tram,0,0,10,10       | class must be one of person, bicycle
            1,img/b.png,4,0,0,10,10          | or the COCO number 0, 1, 2, 3, 5, 7, but is '4'
            1,img/b.png,car,10,0,5,10        | a box must have x0 < x1 and y0 < y1
            1,img/b.png,car,200,0,210,10     | must lie inside the image of 200x100 pixels
            1,img/b.png,car,-9,0,-1,10       | must lie inside the image of 200x100 pixels
            1,img/b.png,car,0,0,10           | a row must have the 7 fields
            1,,car,0,0,10,10                 | imgpath must name an image, but is empty
            1,"img/b.png,car,0,0,10,10       | close its quotes
            """)
    void reportsAnInvalidRowAndKeepsTheOthersOfItsFrame(String row, String rule)
            throws IOException {
        list(
                "list.csv",
                "0,img/a.png,car,0,0,10,10",
                row,
                "1,img/b.png,bus,0,0,10,10",
                "2,img/c.png,car,0,0,10,10");
        Played played = play(new FeedOptions(100, 50, 10, true, 0), 7);
        assertThat(played.bad()).hasSize(1); // not reported again in the second loop
        assertThat(played.messages()).contains("list.csv:2", rule, "the row was ignored");
        assertThat(played.bad().get(0).index()).isEqualTo(1);
        assertThat(played.bad().get(0).frameLost()).isFalse();
        assertThat(played.frames().stream().map(Frame::index))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(played.frames().get(1).truth()).containsExactly(ObjectClass.BUS.index());
    }

    @Test
    void reportsAnInvalidLastRowBeforeTheLastFrame() throws IOException {
        list("list.csv", "0,img/a.png,car,0,0,10,10", "x,img/b.png,car,0,0,10,10");
        Played played = play(HALF, 5);
        assertThat(played.frames()).hasSize(1);
        assertThat(played.messages()).contains("list.csv:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            img/gone.png         | does not exist; add it
            img/text.png         | is not a supported image
            img/half.png         | is a damaged image
            ../outside.png       | is outside the folder
            /etc/hostname        | is outside the folder
            img/link.png         | is a symbolic link to
            img                  | does not exist
            """)
    void reportsAFrameWhoseImageCannotBeUsed(String path, String rule, @TempDir Path other)
            throws IOException {
        Files.writeString(folder.resolve("img/text.png"), "no image");
        byte[] whole = Files.readAllBytes(folder.resolve("img/a.png"));
        Files.write(folder.resolve("img/half.png"), java.util.Arrays.copyOf(whole, 60));
        Files.createSymbolicLink(
                folder.resolve("img/link.png"), Files.write(other.resolve("elsewhere.png"), whole));
        list(
                "list.csv",
                "0,img/a.png,car,0,0,10,10",
                "1," + path + ",bus,0,0,10,10",
                "2,img/c.png,car,0,0,10,10");
        Played played = play(HALF, 9);
        assertThat(played.frames().stream().map(Frame::index)).containsExactly(0L, 2L);
        assertThat(played.bad()).hasSize(1);
        assertThat(played.bad().get(0).index()).isEqualTo(1);
        assertThat(played.bad().get(0).frameLost()).isTrue();
        assertThat(played.messages()).contains("list.csv:2", path, rule, "the frame was skipped");
    }

    @Test
    void rejectsTooLargeImagesBeforeReadingThem() throws IOException {
        byte[] png = Files.readAllBytes(folder.resolve("img/a.png"));
        // width and height are bytes 16 to 23 of a PNG, its header's checksum 29 to 32
        java.nio.ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        var crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        java.nio.ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        Files.write(folder.resolve("img/huge.png"), png);
        list("list.csv", "0,img/huge.png,car,0,0,10,10");
        assertThat(play(HALF, 2).messages()).contains("30000x30000", "more than the 40 million");
    }

    @Test
    void failsIfNoImageCanBeUsed() throws IOException {
        list("list.csv", "0,img/x.png,car,0,0,10,10", "1,img/y.png,car,0,0,10,10");
        FeedOptions looped = new FeedOptions(100, 50, 10, true, 0);
        assertThatThrownBy(() -> play(looped, 9))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(BadFrameException.class)
                .hasMessageContainingAll(folder.getFileName().toString(), "none of its 2 images");
    }

    @Test
    void rejectsFoldersWithoutUsableRows() throws IOException {
        assertThatThrownBy(() -> SampleListFeed.open(folder.resolve("none"), HALF))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SampleListFeed.open(folder, HALF))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("add a *.csv file with rows idx,imgpath,class,x0,y0,x1,y1");
        list("list.csv", "a,b,c");
        assertThatThrownBy(() -> SampleListFeed.open(folder, HALF))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("first fault: sample list list.csv:1");
    }
}
