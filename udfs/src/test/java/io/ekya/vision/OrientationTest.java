/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 3;

    /** Pixel (x, y) has the value 10 y + x. */
    private static BgrImage numbered() {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            bgr[3 * i] = (byte) (10 * (i / WIDTH) + i % WIDTH);
        }
        return new BgrImage(WIDTH, HEIGHT, bgr);
    }

    private static int at(BgrImage image, int x, int y) {
        return image.bgr()[3 * (y * image.width() + x)];
    }

    // EXIF 2.3, section 4.6.4: what the 0th row and the 0th column of the stored picture are
    @ParameterizedTest
    @CsvSource({
        "1, top, left, ''",
        "2, top, right, mirrored",
        "3, bottom, right, rotated 180°",
        "4, bottom, left, 'mirrored, rotated 180°'",
        "5, left, top, 'mirrored, rotated 270°'",
        "6, right, top, rotated 90°",
        "7, right, bottom, 'mirrored, rotated 90°'",
        "8, left, bottom, rotated 270°",
    })
    void turnsPicturesAsExifDefines(int number, String row, String column, String text) {
        Orientation orientation = Orientation.ofExif(number);
        BgrImage shown = orientation.turn(numbered());

        assertThat(orientation).hasToString(text);
        boolean isTransposed = row.equals("left") || row.equals("right");
        assertThat(shown.width()).isEqualTo(isTransposed ? HEIGHT : WIDTH);
        assertThat(shown.height()).isEqualTo(isTransposed ? WIDTH : HEIGHT);
        String sides = row + " " + column;
        int right = shown.width() - 1;
        int bottom = shown.height() - 1;
        int x = sides.contains("left") ? 0 : right;
        int y = sides.contains("top") ? 0 : bottom;
        assertThat(at(shown, x, y)).as("the first stored pixel").isZero();
        assertThat(isTransposed ? at(shown, x, bottom - y) : at(shown, right - x, y))
                .as("the end of the first stored row")
                .isEqualTo(WIDTH - 1);
        assertThat(at(shown, right - x, bottom - y)).as("the last stored pixel").isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsBoxesWithThePicture(int number) {
        Orientation orientation = Orientation.ofExif(number);
        BgrImage shown = orientation.turn(numbered());
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                Box box = orientation.turn(new Box(x, y, 1, 1), WIDTH, HEIGHT);
                assertThat(at(shown, (int) box.x(), (int) box.y())).isEqualTo(10 * y + x);
            }
        }
        Box wide = orientation.turn(new Box(1, 1, 4, 2), WIDTH, HEIGHT);
        assertThat(wide.width() > wide.height()).isEqualTo(number < 5);
    }

    // a display matrix of FFmpeg: a, b, c, d in 16.16 fixed point
    @ParameterizedTest
    @CsvSource({
        "65536, 0, 0, 65536, 1",
        "0, 65536, -65536, 0, 6", // a phone held upright
        "-65536, 0, 0, -65536, 3",
        "0, -65536, 65536, 0, 8",
        "-65536, 0, 0, 65536, 2",
        "65536, 0, 0, -65536, 4",
        "0, 65536, 65536, 0, 5",
        "0, -65536, -65536, 0, 7",
        "2287, 65496, -65496, 2287, 6", // 88 degrees
        "0, 0, 0, 0, 1",
    })
    void understandsDisplayMatrices(int a, int b, int c, int d, int exif) {
        assertThat(Orientation.ofMatrix(a, b, c, d)).isEqualTo(Orientation.ofExif(exif));
    }

    @Test
    void anUnknownNumberIsUpright() {
        assertThat(Orientation.ofExif(0)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofExif(9)).isEqualTo(Orientation.UPRIGHT);
    }
}
