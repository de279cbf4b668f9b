/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.vision.Box;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SkipLossTest {
    private static final int CAR = ObjectClass.CAR.index();
    private static final int BUS = ObjectClass.BUS.index();
    private static final int[] OFFSETS = {0, 1, 2, 4, 9};

    /** A moving car, 10 pixels wide, that is predicted correctly at every offset. */
    private static List<LabelledFrame> burst(double pixelsPerFrame) {
        List<LabelledFrame> burst = new ArrayList<>();
        for (int offset : OFFSETS) {
            Box box = new Box((float) (offset * pixelsPerFrame), 0, 10, 10);
            burst.add(new LabelledFrame(offset, List.of(box), new int[] {CAR}, new int[] {CAR}));
        }
        return burst;
    }

    private static SkipLoss measured(double pixelsPerFrame, int times) {
        SkipLoss loss = new SkipLoss();
        for (int i = 0; i < times; i++) {
            loss.add(burst(pixelsPerFrame));
        }
        return loss;
    }

    @Test
    void countsEveryPairOfABurstByItsLag() {
        SkipLoss loss = measured(0, 1);
        // pairs of 0, 1, 2, 4, 9: lag 1: (0,1) (1,2); 2: (0,2) (2,4); 3: (1,4); 4: (0,4); 5: (4,9);
        // 7: (2,9); 8: (1,9); 9: (0,9); and each of the five frames by itself
        int[] pairs = {5, 2, 2, 1, 1, 1, 0, 1, 1, 1, 0};
        for (int lag = 0; lag < pairs.length; lag++) {
            assertThat(loss.regions(lag)).isEqualTo(pairs[lag]);
        }
    }

    @Test
    void findsTheLagAtWhichAMovingObjectNoLongerOverlaps() {
        // 3 pixels a frame, 10 wide: after 3 frames (9 pixels) the boxes still touch, after 4 not
        SkipLoss loss = measured(3, 10_000);
        assertThat(loss.accuracy(3)).isEqualTo(1);
        assertThat(loss.accuracy(4)).isZero();
        // lags 0 to 3 keep everything, 4 and beyond nothing; so much data outweighs the prior
        assertThat(loss.accuracyFactor(1)).isEqualTo(1);
        assertThat(loss.accuracyFactor(4)).isCloseTo(1, within(0.001));
        assertThat(loss.accuracyFactor(5)).isCloseTo(4 / 5.0, within(0.001));
        assertThat(loss.accuracyFactor(10)).isCloseTo(4 / 10.0, within(0.001));
    }

    @Test
    void isRelativeToTheAccuracyOfAnalysedFrames() {
        // two stationary objects; the student misclassifies the second one in every frame
        List<Box> boxes = List.of(new Box(0, 0, 10, 10), new Box(50, 0, 10, 10));
        SkipLoss loss = new SkipLoss();
        for (int times = 0; times < 10_000; times++) {
            List<LabelledFrame> burst = new ArrayList<>();
            for (int offset : OFFSETS) {
                burst.add(
                        new LabelledFrame(
                                offset, boxes, new int[] {CAR, BUS}, new int[] {CAR, CAR}));
            }
            loss.add(burst);
        }
        assertThat(loss.accuracy(0)).isEqualTo(0.5);
        // half are correct at lag 0 and half at every other lag: skipping has no further cost
        assertThat(loss.accuracyFactor(10)).isCloseTo(1, within(0.001));
    }

    @Test
    void interpolatesBetweenMeasuredLags() {
        // frames 0 and 4 only, alternately correct and incorrect: with 40,000 pairs lag 4 is at
        // 0.5, and
        // lags 1, 2, 3 on the line from 1: 0.875, 0.75, 0.625
        SkipLoss loss = new SkipLoss();
        for (int i = 0; i < 40_000; i++) {
            List<Box> here = List.of(new Box(0, 0, 10, 10));
            List<Box> there = List.of(new Box(i % 2 == 0 ? 0 : 100, 0, 10, 10));
            int[] car = {CAR};
            loss.add(
                    List.of(
                            new LabelledFrame(0, here, car, car),
                            new LabelledFrame(4, there, car, car)));
        }
        assertThat(loss.accuracyFactor(5))
                .isCloseTo((1 + 0.875 + 0.75 + 0.625 + 0.5) / 5, within(0.001));
        // beyond lag 4 the prior's decay continues: 0.5 x 0.66, 0.5 x 0.66²
        assertThat(loss.accuracyFactor(7))
                .isCloseTo((3.75 + 0.5 * 0.66 + 0.5 * 0.4356) / 7, within(0.001));
    }

    @Test
    void thePriorIsCloseToTheMeanOfThePapersCameras() {
        double[][] paper = {
            {2, 0.812},
            {3, 0.702},
            {4, 0.614},
            {5, 0.52},
            {6, 0.484},
            {7, 0.44},
            {8, 0.356},
            {9, 0.31},
            {10, 0.194},
            {15, 0.152},
            {20, 0.102}
        };
        SkipLoss nothing = new SkipLoss();
        for (double[] row : paper) {
            assertThat(nothing.accuracyFactor((int) row[0])).isCloseTo(row[1], within(0.1));
        }
        // (1 + 0.66) / 2
        assertThat(nothing.accuracyFactor(2)).isCloseTo(0.83, within(1e-9));
    }

    @Test
    void blendsLittleDataWithThePrior() {
        // one region correct at lag 0, incorrect at lag 1: (0 + 8 x 0.66) / (1 + 8) = 0.5867
        SkipLoss loss = new SkipLoss();
        int[] car = {CAR};
        loss.add(
                List.of(
                        new LabelledFrame(5, List.of(new Box(0, 0, 10, 10)), car, car),
                        new LabelledFrame(6, List.of(new Box(50, 0, 10, 10)), car, car)));
        assertThat(loss.accuracyFactor(2)).isCloseTo((1 + 8 * 0.66 / 9) / 2, within(1e-9));
    }

    @Test
    void decaysAndIsRestoredFromASnapshot() {
        SkipLoss loss = measured(3, 4);
        loss.fade(0.5);
        assertThat(loss.regions(0)).isEqualTo(10); // 4 bursts of 5 frames, half of them
        assertThat(loss.accuracy(3)).isEqualTo(1);
        SkipLoss restored = SkipLoss.restore(loss.snapshot());
        assertThat(restored.accuracyFactor(7)).isEqualTo(loss.accuracyFactor(7));
        assertThatThrownBy(() -> SkipLoss.restore(new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void factorsAreWithinRangeAndNeverIncrease(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 30) int bursts) {
        Random random = new Random(seed);
        SkipLoss loss = new SkipLoss();
        for (int b = 0; b < bursts; b++) {
            List<LabelledFrame> burst = new ArrayList<>();
            long index = 0;
            for (int f = 0; f < 5; f++) {
                index += 1 + random.nextInt(20);
                List<Box> boxes = new ArrayList<>();
                int things = random.nextInt(4);
                for (int t = 0; t < things; t++) {
                    boxes.add(new Box(random.nextInt(30), 0, 10, 10));
                }
                burst.add(
                        new LabelledFrame(
                                index,
                                boxes,
                                random.ints(things, 0, 3).toArray(),
                                random.ints(things, 0, 3).toArray()));
            }
            loss.add(burst);
        }
        double before = 1;
        for (int n = 1; n <= 100; n++) {
            double factor = loss.accuracyFactor(n);
            assertThat(factor).isBetween(0.0, before + 1e-12);
            before = factor;
        }
    }
}
