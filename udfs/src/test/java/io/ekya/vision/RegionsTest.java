/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    /** A noisy grey scene with bright rectangles. */
    private static Frame scene(long index, int brightness, Box... things) {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        Random noise = new Random(index);
        for (int i = 0; i < bgr.length; i += 3) {
            byte grey = (byte) (brightness + noise.nextInt(9) - 4);
            Arrays.fill(bgr, i, i + 3, grey);
        }
        for (Box box : things) {
            for (int y = (int) box.y(); y < box.y() + box.height(); y++) {
                int from = 3 * (y * WIDTH + (int) box.x());
                Arrays.fill(bgr, from, from + 3 * (int) box.width(), (byte) 220);
            }
        }
        return new Frame(
                index, index * 100, new BgrImage(WIDTH, HEIGHT, bgr), List.of(), new int[0], false);
    }

    private static Frame given(Box... boxes) {
        int[] truth = new int[boxes.length];
        Arrays.setAll(truth, i -> i);
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        return new Frame(0, 0, new BgrImage(WIDTH, HEIGHT, bgr), List.of(boxes), truth, false);
    }

    @Test
    void givenRegionsAreTheLargestOfTheFeedsBoxes() {
        Box small = new Box(0, 0, 5, 5);
        Box middle = new Box(50, 0, 10, 10);
        Box large = new Box(100, 0, 30, 20);
        assertThat(new GivenRegions(3).find(given(small, large, middle)))
                .containsExactly(small, large, middle);
        assertThat(new GivenRegions(2).find(given(small, large, middle)))
                .containsExactly(large, middle);
        assertThatThrownBy(() -> new GivenRegions(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWholeFrameIsOneRegion() {
        assertThat(new WholeFrame().find(given())).containsExactly(new Box(0, 0, WIDTH, HEIGHT));
    }

    @Test
    void findsOnlyMovingObjects() {
        MotionRegions motion = new MotionRegions(16);
        for (int i = 0; i < 60; i++) {
            assertThat(motion.find(scene(i, 90))).isEmpty();
        }
        for (int i = 60; i < 100; i++) {
            Box car = new Box(20 + 3 * (i - 60), 100, 40, 24);
            Box person = new Box(250, 20 + 2 * (i - 60), 12, 30);
            List<Box> found = motion.find(scene(i, 90, car, person));
            assertThat(found).hasSize(2);
            assertThat(found).anySatisfy(box -> assertThat(box.iou(car)).isGreaterThan(0.6));
            assertThat(found).anySatisfy(box -> assertThat(box.iou(person)).isGreaterThan(0.6));
        }
    }

    @Test
    void keepsTheLargestOfManyMovingObjects() {
        MotionRegions motion = new MotionRegions(1);
        for (int i = 0; i < 60; i++) {
            motion.find(scene(i, 90));
        }
        Box large = new Box(20, 100, 60, 40);
        List<Box> found = motion.find(scene(60, 90, large, new Box(200, 30, 15, 15)));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).iou(large)).isGreaterThan(0.7);
    }

    @Test
    void reportsNothingWhenTheLightChangesAndRelearnsTheBackground() {
        MotionRegions motion = new MotionRegions(16);
        for (int i = 0; i < 60; i++) {
            motion.find(scene(i, 90));
        }
        for (int i = 60; i < 120; i++) {
            assertThat(motion.find(scene(i, 160))).isEmpty();
        }
        Box car = new Box(100, 100, 40, 24);
        assertThat(motion.find(scene(120, 160, car))).hasSize(1);
    }

    @Test
    void findsTheCarsOfARealRoad() throws IOException {
        FeedOptions once = new FeedOptions(WIDTH, HEIGHT, 0, false, 0);
        MotionRegions motion = new MotionRegions(16);
        int found = 0;
        try (FrameFeed feed = VideoFileFeed.open(TestData.video("roadside-day.mp4"), once)) {
            for (Frame frame = feed.next();
                    frame != null && frame.index() < 300;
                    frame = feed.next()) {
                List<Box> regions = motion.find(frame);
                found += regions.size();
                if (frame.index() == 139) { // a grey car in the foreground, verified by eye
                    Box car = new Box(186, 106, 110, 72);
                    assertThat(regions)
                            .anySatisfy(box -> assertThat(box.iou(car)).isGreaterThan(0.6));
                }
            }
        }
        assertThat(found / 300.0).isBetween(0.8, 3.5); // per frame; by eye there are one to four
    }

    @Test
    void aRegionHasTheTrueClassOfTheBoxWithTheLargestOverlap() {
        Frame frame = given(new Box(0, 0, 10, 10), new Box(4, 0, 10, 10));
        List<Box> regions =
                List.of(
                        new Box(
                                3, 0, 10,
                                10), // IoU with the second 90/110 = 0.82, with the first 70/130
                        new Box(0, 0, 10, 5), // IoU with the first 50/100 = 0.5, just enough
                        new Box(0, 0, 10, 4), // 0.4
                        new Box(200, 0, 10, 10));
        assertThat(TruthMatch.of(regions, frame))
                .containsExactly(1, 0, ObjectClass.UNKNOWN, ObjectClass.UNKNOWN);
        assertThat(TruthMatch.of(frame.boxes(), frame)).containsExactly(0, 1);
    }

    @Test
    void mergesBoxesUntilNoneAreClose() {
        List<Box> parts = List.of(new Box(0, 0, 4, 4), new Box(10, 0, 4, 4), new Box(3, 2, 8, 2));
        assertThat(Joined.of(parts, 0)).containsExactly(new Box(0, 0, 14, 4));
        assertThat(Joined.of(parts.subList(0, 2), 6.5)).hasSize(1);
        assertThat(Joined.of(parts.subList(0, 2), 5.5)).hasSize(2);
    }
}
