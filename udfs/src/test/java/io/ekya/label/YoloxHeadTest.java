/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class YoloxHeadTest {

    @Test
    void countsTheCellsOfAllGrids() {
        // 52 · 52 + 26 · 26 + 13 · 13
        assertThat(YoloxHead.rows(416, 416)).isEqualTo(3549);
        // 8 · 4 + 4 · 2 + 2 · 1
        assertThat(YoloxHead.rows(64, 32)).isEqualTo(42);
    }

    @Test
    void decodesCentreSizeAndClassOfACell() {
        float[] output = new float[YoloxHead.rows(64, 32) * 85];
        // the grid of stride 16 starts after 32 cells; its row 1, column 2 of 4 is cell 6
        int at = (32 + 6) * 85;
        output[at] = 0.5f;
        output[at + 1] = -0.25f;
        output[at + 2] = (float) Math.log(2);
        output[at + 3] = 0;
        output[at + 4] = 0.8f;
        output[at + 5 + 2] = 0.9f;
        output[at + 5 + 7] = 0.3f;
        // the same score in another cell falls below the threshold by its class score
        output[4] = 0.9f;
        output[5] = 0.2f;

        List<Detection> found = YoloxHead.decode(HeadLayout.RAW, output, 64, 32, 0.3);

        assertThat(found).hasSize(1);
        // centre ((0.5 + 2) · 16, (−0.25 + 1) · 16) = (40, 12), size (32, 16)
        assertThat(found.get(0).box()).isEqualTo(new Box(24, 4, 32, 16));
        assertThat(found.get(0).coco()).isEqualTo(2);
        assertThat(found.get(0).score()).isCloseTo(0.72f, within(1e-6f));
    }

    @Test
    void keepsTheBestOfOverlappingDetectionsOfAClass() {
        Detection weak = new Detection(new Box(1, 0, 10, 10), 2, 0.5f);
        Detection strong = new Detection(new Box(0, 0, 10, 10), 2, 0.9f);
        Detection other = new Detection(new Box(0, 0, 10, 10), 7, 0.4f);
        Detection apart = new Detection(new Box(8, 0, 10, 10), 2, 0.6f);

        assertThat(YoloxHead.suppress(List.of(weak, strong, other, apart), 0.45))
                .containsExactly(strong, apart, other);
    }

    @Test
    void labelsARegionByTheDetectionWithTheLargestOverlap() {
        List<Detection> detections =
                List.of(
                        new Detection(new Box(0, 0, 10, 10), 2, 0.4f),
                        new Detection(new Box(4, 0, 10, 10), 5, 0.9f),
                        new Detection(new Box(50, 0, 10, 10), 16, 0.9f)); // a dog

        assertThat(classOf(new Box(1, 0, 10, 10), detections)).isEqualTo(ObjectClass.CAR.index());
        assertThat(classOf(new Box(50, 0, 10, 10), detections))
                .isEqualTo(ObjectClass.BACKGROUND.index());
        assertThat(classOf(new Box(90, 0, 10, 10), detections))
                .isEqualTo(ObjectClass.BACKGROUND.index());
        assertThat(classOf(new Box(9, 9, 10, 10), detections))
                .isEqualTo(ObjectClass.BACKGROUND.index());
    }

    private static int classOf(Box region, List<Detection> detections) {
        return YoloxTeacher.classOf(region, detections, 0.3);
    }

    @Test
    void letterboxesIntoTheUpperLeftCornerAndBack() {
        byte[] bgr = new byte[3 * 8 * 4];
        for (int i = 0; i < bgr.length; i += 3) {
            bgr[i] = 10;
            bgr[i + 1] = 20;
            bgr[i + 2] = (byte) 200;
        }
        BgrImage frame = new BgrImage(8, 4, bgr);
        Letterbox letterbox = new Letterbox(16, 16);

        float[] input = letterbox.apply(frame);

        float[] blue = Arrays.copyOfRange(input, 0, 256);
        float[] red = Arrays.copyOfRange(input, 512, 768);
        assertThat(Arrays.copyOfRange(blue, 0, 128)).containsOnly(10);
        assertThat(Arrays.copyOfRange(red, 0, 128)).containsOnly(200);
        assertThat(Arrays.copyOfRange(blue, 128, 256)).containsOnly(114);
        assertThat(letterbox.toFrame(new Box(2, 4, 8, 6), frame)).isEqualTo(new Box(1, 2, 4, 3));
    }

    @Test
    void interpolatesBetweenPixels() {
        BgrImage frame = new BgrImage(2, 1, new byte[] {0, 0, 0, 100, 100, 100});
        float[] input = new Letterbox(4, 2).apply(frame);

        // centres of the four columns lie at −0.25 (clamped), 0.25, 0.75, 1.25 of the two pixels
        assertThat(Arrays.copyOfRange(input, 0, 4)).containsExactly(0, 25, 75, 100);
    }
}
