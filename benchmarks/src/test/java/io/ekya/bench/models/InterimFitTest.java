/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.profile.InterimDepartures;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterimFitTest {

    @Test
    void recoversThePersistenceOfDepartures() {
        InterimFit fit = data(0.4);
        InterimDepartures fitted = fit.fit();
        assertThat(fitted.persistence()).isCloseTo(0.4, within(0.05));
        assertThat(fitted.shift()).isCloseTo(-0.2, within(0.05));
        assertThat(fit.correctedError(fitted)).isLessThan(fit.plannedError() / 2);
    }

    @Test
    void correctsOnlyByTheShiftWithoutPersistence() {
        InterimDepartures fitted = data(-0.3).fit();
        assertThat(fitted.persistence()).isZero();
        assertThat(fitted.factor(2)).isEqualTo(fitted.factor(-2));
    }

    /** Departures with a given persistence and some noise. */
    private static InterimFit data(double persistence) {
        Random random = new Random(5);
        InterimFit fit = new InterimFit();
        for (int i = 0; i < 400; i++) {
            double departure = 0.5 + 0.4 * random.nextGaussian();
            double planned = 0.1 + 0.2 * random.nextDouble();
            double noise = 0.05 * random.nextGaussian();
            fit.add(departure, planned, planned * Math.exp(-0.2 + persistence * departure + noise));
        }
        return fit;
    }
}
