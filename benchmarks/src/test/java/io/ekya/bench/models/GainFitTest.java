/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.bench.models.GainFit.Observation;
import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Weights;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GainFitTest {
    private static final GainPrior TRUE =
            new GainPrior(
                    List.of(
                            new Weights(0, 0.2, 0.7, -0.15, 0.05),
                            new Weights(4, 0.1, 0.8, -0.05, 0.02)),
                    0.6,
                    0.3);

    @Test
    void recoversTheFormulaThatGeneratedTheData() {
        Random random = new Random(3);
        GainFit fit = new GainFit();
        for (int i = 0; i < 400; i++) {
            int frozen = i % 2 == 0 ? 0 : 4;
            double start = 0.1 + 0.5 * random.nextDouble();
            double run = 0.2 * random.nextGaussian();
            double before = 0.2 * random.nextGaussian();
            Observation point = seen(frozen, start, 150, run);
            double samples = Math.exp(6 + 4 * random.nextDouble());
            fit.add(point);
            fit.add(
                    new Observation(
                            frozen,
                            start,
                            samples,
                            TRUE.errors(frozen, start, samples, run, before)),
                    List.of(point),
                    seen(frozen, start, 2_500, before));
        }
        GainPrior found = fit.fit();
        for (double samples : new double[] {200, 2_000, 20_000}) {
            assertThat(found.errors(0, 0.4, samples))
                    .isCloseTo(TRUE.errors(0, 0.4, samples), within(0.02));
            assertThat(found.errors(4, 0.4, samples))
                    .isCloseTo(TRUE.errors(4, 0.4, samples), within(0.02));
        }
        assertThat(found.departureWeight()).isCloseTo(0.6, within(0.1));
        assertThat(found.historyWeight()).isCloseTo(0.3, within(0.1));
    }

    private static Observation seen(int frozen, double start, double samples, double departure) {
        double errors = TRUE.errors(frozen, start, samples) * Math.exp(departure);
        return new Observation(frozen, start, samples, errors);
    }
}
