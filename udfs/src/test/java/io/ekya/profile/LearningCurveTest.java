/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

    private static final double[] EPOCHS = {0, 0.1, 0.2, 0.3, 0.4, 0.5};

    @Test
    void recoversTheCurveThatGeneratedThePoints() {
        LearningCurve truth = new LearningCurve(4, 2, 0.08, 1);

        LearningCurve fitted = LearningCurve.fit(EPOCHS, truth.along(EPOCHS), 1);

        // 1 - 1/(4·15 + 2) - 0.08 = 0.9039
        assertThat(truth.at(15)).isCloseTo(0.9039, within(1e-4));
        assertThat(fitted.at(15)).isCloseTo(truth.at(15), within(1e-3));
        assertThat(fitted.at(0)).isCloseTo(truth.at(0), within(1e-4));
    }

    @Test
    void extrapolatesNoisyPointsWithALowerMedianErrorThanThePaper() {
        double[] errors =
                IntStream.range(0, 200)
                        .mapToDouble(LearningCurveTest::errorAtFifteenEpochs)
                        .sorted()
                        .toArray();

        // The paper reports a median absolute error of 5.8 points.
        assertThat(errors[errors.length / 2]).isLessThan(0.058);
    }

    @Test
    void keepsFlatDataFlat() {
        LearningCurve fitted = LearningCurve.fit(EPOCHS, constant(0.7), 0.95);

        assertThat(fitted.at(0)).isCloseTo(0.7, within(1e-3));
        assertThat(fitted.at(30)).isCloseTo(0.7, within(1e-3));
    }

    @Test
    void returnsTheMeanIfTrainingReducesAccuracy() {
        LearningCurve fitted =
                LearningCurve.fit(EPOCHS, new double[] {0.8, 0.75, 0.7, 0.65, 0.6, 0.55}, 1);

        assertThat(fitted.at(30)).isBetween(0.55, 0.8);
        assertThat(fitted.at(30)).isEqualTo(fitted.at(0));
    }

    @Test
    void isConstantForASinglePoint() {
        LearningCurve fitted = LearningCurve.fit(new double[] {0.1}, new double[] {0.6}, 1);

        assertThat(fitted.at(0)).isCloseTo(0.6, within(1e-9));
        assertThat(fitted.at(10)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void neverExceedsTheCeiling() {
        LearningCurve fitted =
                LearningCurve.fit(EPOCHS, new double[] {0.2, 0.4, 0.6, 0.8, 0.9, 1}, 0.9);

        assertThat(fitted.at(1000)).isLessThanOrEqualTo(0.9);
    }

    @Test
    void ignoresNonFinitePoints() {
        LearningCurve fitted =
                LearningCurve.fit(
                        new double[] {0, 0.1, Double.NaN}, new double[] {0.5, Double.NaN, 0.9}, 1);

        assertThat(fitted.at(3)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void rejectsInvalidInput() {
        assertThatThrownBy(() -> LearningCurve.fit(new double[0], new double[0], 1))
                .hasMessageContaining("at least one finite point");
        assertThatThrownBy(() -> LearningCurve.fit(new double[1], new double[2], 1))
                .hasMessageContaining("equally long");
        assertThatThrownBy(() -> LearningCurve.fit(EPOCHS, constant(0.5), 1.5))
                .hasMessageContaining("ceiling must be above 0 and at most 1, but is 1.5");
    }

    @Property(tries = 300, seed = "1")
    void isBoundedAndNeverDecreasesForAnyMeasurements(
            @ForAll @Size(min = 1, max = 7) double @DoubleRange(min = -0.2, max = 1.2) [] accuracy,
            @ForAll @DoubleRange(min = 0.05, max = 1) double ceiling) {
        double[] x = IntStream.range(0, accuracy.length).mapToDouble(i -> i * 0.1).toArray();

        LearningCurve fitted = LearningCurve.fit(x, accuracy, ceiling);

        double[] values = fitted.along(new double[] {0, 0.05, 0.5, 1, 5, 30, 1e9});
        assertThat(values).isSorted();
        assertThat(DoubleStream.of(values)).allMatch(v -> v >= 0 && v <= ceiling);
    }

    private static double errorAtFifteenEpochs(int seed) {
        Random random = new Random(seed);
        LearningCurve truth =
                new LearningCurve(
                        1 + 9 * random.nextDouble(),
                        1.5 + 2 * random.nextDouble(),
                        0.02 + 0.15 * random.nextDouble(),
                        1);
        double[] noisy =
                DoubleStream.of(truth.along(EPOCHS))
                        .map(a -> a + 0.01 * random.nextGaussian())
                        .toArray();
        return Math.abs(LearningCurve.fit(EPOCHS, noisy, 1).at(15) - truth.at(15));
    }

    private static double[] constant(double value) {
        return DoubleStream.generate(() -> value).limit(EPOCHS.length).toArray();
    }
}
