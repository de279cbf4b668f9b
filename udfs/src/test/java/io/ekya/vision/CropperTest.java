/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CropperTest {

    private static BgrImage noise(int width, int height) {
        byte[] bytes = new byte[3 * width * height];
        new Random(3).nextBytes(bytes);
        return new BgrImage(width, height, bytes);
    }

    @Test
    void copiesARegionOfTheOutputSize() {
        BgrImage image = noise(64, 48);
        Crops crops = new Cropper(8, 0).crop(image, List.of(new Box(10, 20, 8, 8)));
        for (int y = 0; y < 8; y++) {
            int from = 3 * ((20 + y) * 64 + 10);
            assertThat(Arrays.copyOfRange(crops.bgr(), y * 24, y * 24 + 24))
                    .isEqualTo(Arrays.copyOfRange(image.bgr(), from, from + 24));
        }
    }

    @Test
    void preservesTheMeanBrightnessWhenShrinking() {
        BgrImage image = noise(256, 256);
        Crops crops = new Cropper(16, 0).crop(image, List.of(new Box(0, 0, 256, 256)));
        assertThat(mean(crops.bgr())).isCloseTo(mean(image.bgr()), within(2.0));
        // 256 random pixels' triangle-weighted mean: hardly any contrast is left
        assertThat(spread(crops.bgr())).isLessThan(spread(image.bgr()) / 8);
    }

    @Test
    void interpolatesBetweenPixelsWhenEnlarging() {
        byte[] two = {0, 0, 0, 100, 100, 100, 0, 0, 0, 100, 100, 100};
        Crops crops = new Cropper(8, 0).crop(new BgrImage(2, 2, two), List.of(new Box(0, 0, 2, 2)));
        // centres of 8 output pixels on 2 input pixels: 0.125, 0.375, ... 1.875; pixel centres 0.5
        // and 1.5; the third is at 0.625, an eighth of the way: 12.5
        assertThat(crops.bgr()[0]).isEqualTo((byte) 0);
        assertThat(crops.bgr()[3 * 2]).isBetween((byte) 12, (byte) 13);
        assertThat(crops.bgr()[3 * 7]).isEqualTo((byte) 100);
    }

    @Test
    void includesAMarginAndRepeatsTheBorderBeyondTheFrame() {
        byte[] bytes = new byte[3 * 40 * 40];
        for (int y = 10; y < 30; y++) {
            Arrays.fill(bytes, 3 * (y * 40 + 10), 3 * (y * 40 + 30), (byte) 100);
        }
        BgrImage image = new BgrImage(40, 40, bytes);
        // 20 pixels with 10 % of 20 on each side are 24: the outermost of 24 crop pixels are
        // outside
        Crops crops =
                new Cropper(24, 0.1)
                        .crop(image, List.of(new Box(10, 10, 20, 20), new Box(30, 30, 20, 20)));
        assertThat(crops.count()).isEqualTo(2);
        assertThat(at(crops, 0, 12, 0)).isZero();
        assertThat(at(crops, 0, 12, 12)).isEqualTo((byte) 100);
        assertThat(at(crops, 1, 23, 23)).isZero();
    }

    private static byte at(Crops crops, int crop, int x, int y) {
        return crops.bgr()[3 * (crop * crops.side() * crops.side() + y * crops.side() + x)];
    }

    @Test
    void resizesEachCropSeparately() {
        byte[] bytes = new byte[2 * 3 * 32 * 32];
        Arrays.fill(bytes, 0, bytes.length / 2, (byte) 50);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 200);
        Crops small = Cropper.resize(new Crops(32, bytes), 24);
        assertThat(small.count()).isEqualTo(2);
        byte[] expected = new byte[2 * 3 * 24 * 24];
        Arrays.fill(expected, 0, expected.length / 2, (byte) 50);
        Arrays.fill(expected, expected.length / 2, expected.length, (byte) 200);
        assertThat(small.bgr()).isEqualTo(expected);
    }

    @Test
    void returnsNoCropsWithoutRegions() {
        assertThat(new Cropper(32).crop(noise(10, 10), List.of()).count()).isZero();
    }

    @Test
    void rejectsUnsupportedSides() {
        assertThatThrownBy(() -> new Cropper(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("side must be 8 to 1024");
    }

    private static double mean(byte[] bytes) {
        double sum = 0;
        for (byte b : bytes) {
            sum += b & 0xff;
        }
        return sum / bytes.length;
    }

    private static double spread(byte[] bytes) {
        double mean = mean(bytes);
        double sum = 0;
        for (byte b : bytes) {
            sum += ((b & 0xff) - mean) * ((b & 0xff) - mean);
        }
        return Math.sqrt(sum / bytes.length);
    }
}
