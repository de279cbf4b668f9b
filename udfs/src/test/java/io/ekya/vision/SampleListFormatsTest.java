/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sample lists as spreadsheets, detectors and other systems write them. */
class SampleListFormatsTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    private static final String HEADER = "idx,imgpath,class,x0,y0,x1,y1";
    private static final Box BOX = new Box(20, 10, 40.5f, 40);

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void images() throws IOException {
        Files.createDirectory(folder.resolve("img"));
        for (String name : List.of("a", "b")) {
            write(name, BufferedImage.TYPE_INT_RGB);
        }
    }

    private void write(String name, int type) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        ImageIO.write(image, "png", folder.resolve("img/" + name + ".png").toFile());
    }

    private void list(String text) throws IOException {
        Files.writeString(folder.resolve("list.csv"), text);
    }

    /** Returns the frames at the images' size, and adds the messages of faults. */
    private List<Frame> play(List<String> faults) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (SampleListFeed feed =
                SampleListFeed.open(folder, new FeedOptions(WIDTH, HEIGHT, 10, false, 0))) {
            while (true) {
                try {
                    Frame frame = feed.next();
                    if (frame == null) {
                        return frames;
                    }
                    frames.add(frame);
                } catch (BadFrameException e) {
                    faults.add(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private List<Frame> playWithoutFaults() throws IOException {
        List<String> faults = new ArrayList<>();
        List<Frame> frames = play(faults);
        assertThat(faults).isEmpty();
        return frames;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,img/a.png,car,20,10,60.5,50",
                "0;img/a.png;car;20;10;60,5;50",
                "0;img/a.png;car;20.0;10.0;60.5;50.0",
                "0\timg/a.png\tcar\t20\t10\t60.5\t50",
                "0, img/a.png, car, 20, 10, 60.5, 50",
                "0,img\\a.png,car,20,10,60.5,50",
                "\"0\",\"img/a.png\",\"car\",\"20\",\"10\",\"60.5\",\"50\"",
            })
    void separatorsQuotesAndSlashesAreRecognised(String row) throws IOException {
        for (String text : List.of(row, row + "\r\n", "\n" + row, "\uFEFF" + row)) {
            list(text);
            assertThat(playWithoutFaults())
                    .singleElement()
                    .satisfies(f -> assertThat(f.boxes()).containsExactly(BOX));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADER + ",score,track|0,img/a.png,car,20,10,60.5,50,0.97,5",
                "score,y1,x1,y0,x0,class,imgpath,idx|0.97,50,60.5,10,20,car,img/a.png,0",
                "IDX;ImgPath;Class;X0;Y0;X1;Y1;note|0;img/a.png;car;20;10;60,5;50;",
                HEADER + ",note|0,img/a.png,car,20,10,60.5,50",
            })
    void aHeaderNamesTheColumns(String text) throws IOException {
        list(text.replace('|', '\n'));

        assertThat(playWithoutFaults().get(0).boxes()).containsExactly(BOX);
    }

    @Test
    void aHeaderWithoutAColumnIsExplained() throws IOException {
        list("idx,imgpath,label,x0,y0,x1,y1\n0,img/a.png,car,20,10,60.5,50");

        assertThatThrownBy(this::playWithoutFaults)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("list.csv:1: the header must name the columns")
                .hasMessageContaining("but lacks class; add them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void encodingsWithAByteOrderMarkAreRecognised(String encoding) throws IOException {
        String text = "\uFEFF" + HEADER + "\r\n0,img/a.png,car,20,10,60.5,50\r\n";
        Files.write(folder.resolve("list.csv"), text.getBytes(Charset.forName(encoding)));

        assertThat(playWithoutFaults().get(0).boxes()).containsExactly(BOX);
    }

    @Test
    void anotherEncodingIsNamedWithTheLine() throws IOException {
        byte[] latin =
                (HEADER + "\n0,straße.png,car,1,1,2,2").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("list.csv"), latin);

        assertThatThrownBy(this::playWithoutFaults)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2 is not encoded in UTF-8; save the list in UTF-8");
    }

    @Test
    void boxesPartlyOutsideAreClippedAndCounted() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            rows.append(i).append(",img/a.png,car,-0.4,20,80,100.3\n");
        }
        list(rows.toString());
        List<String> faults = new ArrayList<>();

        assertThat(play(faults))
                .hasSize(12)
                .allSatisfy(f -> assertThat(f.boxes()).containsExactly(new Box(0, 20, 80, 80)));
        assertThat(faults)
                .hasSize(2)
                .satisfies(
                        f ->
                                assertThat(f.get(0))
                                        .contains("list.csv:1:", "clipped boxes so far: 1"))
                .satisfies(
                        f ->
                                assertThat(f.get(1))
                                        .contains("list.csv:10:", "clipped boxes so far: 10"));
    }

    @Test
    void boxesAsFractionsOfTheImageAreRecognised() throws IOException {
        list("0,img/a.png,car,0.1,0.1,0.5,0.5\n1,img/b.png,bus,0,0,1,1");
        // Another list in the same folder is in pixels.
        Files.writeString(folder.resolve("other.csv"), "0,img/a.png,car,20,10,60.5,50");

        List<Frame> frames = playWithoutFaults();
        assertThat(frames.get(0).boxes()).containsExactly(new Box(20, 10, 80, 40));
        assertThat(frames.get(1).boxes()).containsExactly(new Box(0, 0, WIDTH, HEIGHT));
        assertThat(frames.get(2).boxes()).containsExactly(BOX);
    }

    @Test
    void aRowWithoutClassIsAFrameWithoutObjects() throws IOException {
        list(HEADER + "\n0,img/a.png,,,,,\n1,img/b.png,car,20,10,60.5,50");

        assertThat(playWithoutFaults()).extracting(f -> f.boxes().size()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "RIFF1234WEBPVP8 , is a WebP image",
        "0000ftypheic0000, is a HEIF or AVIF image",
        "version https://git-lfs.github.com/spec/v1, is a Git LFS pointer",
        "'', is empty",
        "GIF, is not a supported image",
    })
    void imagesInOtherFormatsAreNamed(String content, String message) throws IOException {
        Files.writeString(folder.resolve("img/c.png"), content);
        list("0,img/a.png,car,20,10,60.5,50\n1,img/c.png,car,20,10,60.5,50");
        List<String> faults = new ArrayList<>();

        assertThat(play(faults)).hasSize(1);
        assertThat(faults).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_GRAY})
    void greyImagesKeepTheirBrightness(int type) throws IOException {
        BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, type);
        int half = type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 << 8;
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, half);
        grey.getRaster().setPixels(0, 0, WIDTH, HEIGHT, pixels);
        ImageIO.write(grey, "png", folder.resolve("img/grey.png").toFile());
        list("0,img/grey.png,car,20,10,60.5,50");

        byte[] bgr = Objects.requireNonNull(playWithoutFaults().get(0).image()).bgr();
        assertThat(bgr).startsWith(100, 100, 100);
    }
}
