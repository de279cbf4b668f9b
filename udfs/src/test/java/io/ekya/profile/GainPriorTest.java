/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.profile.GainPrior.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class GainPriorTest {
    /** All layers: the error rate falls with the root of the samples; head only: it is constant. */
    private final GainPrior prior =
            new GainPrior(
                    List.of(new Weights(0, Math.log(4), 1, -0.5, 0.5), new Weights(4, 0, 1, 0, 0)),
                    0.5,
                    0.25);

    @Test
    void errorsFallWithTheSamplesUntilSaturation() {
        // 4 · 0.4 / sqrt(100), and no further beyond saturation.
        assertThat(prior.errors(0, 0.4, 100)).isCloseTo(0.16, within(1e-12));
        assertThat(prior.errors(0, 0.4, 400)).isCloseTo(0.08, within(1e-12));
        assertThat(prior.errors(0, 0.4, 1e6))
                .isCloseTo(prior.errors(0, 0.4, GainPrior.SATURATION), within(1e-12));
    }

    @Test
    void aDeparturePersistsInPart() {
        double expected = prior.errors(4, 0.4, 100);
        assertThat(prior.errors(4, 0.4, 100, Math.log(2), 0))
                .isCloseTo(expected * Math.sqrt(2), within(1e-12));
        assertThat(prior.errors(4, 0.4, 100, 0, Math.log(16)))
                .isCloseTo(expected * 2, within(1e-12));
    }

    @Test
    void interimErrorsFollowTheFormula() {
        // Of a reduction of 0.32 after 400 samples, 0.24 is reached after 100: three quarters.
        assertThat(prior.interimErrors(0, 0.4, 0.2, 100, 400)).isCloseTo(0.25, within(1e-12));
        assertThat(prior.interimErrors(0, 0.4, 0.2, 400, 400)).isCloseTo(0.2, within(1e-12));
        // If the formula predicts no reduction, the interpolation is linear.
        assertThat(prior.interimErrors(4, 0.4, 0.2, 100, 400)).isCloseTo(0.35, within(1e-12));
    }

    @Test
    void usesTheNearestNumberOfFrozenBlocks() {
        assertThat(prior.errors(3, 0.4, 100)).isEqualTo(prior.errors(4, 0.4, 100));
        assertThat(prior.errors(1, 0.4, 100)).isEqualTo(prior.errors(0, 0.4, 100));
    }

    @Test
    void errorsAreClippedToTheirRange() {
        assertThat(prior.errors(0, 0, 1e6)).isEqualTo(GainPrior.LEAST_ERRORS);
        assertThat(prior.errors(0, 1, 1)).isEqualTo(1);
        assertThat(prior.errors(0, 0.4, 0)).isBetween(0.0, 1.0);
    }

    @Test
    void rejectsMissingAndInvalidWeights() {
        assertThatThrownBy(() -> new GainPrior(List.of(), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GainPrior(List.of(new Weights(0, 0, 1, 0, 0)), 1.5, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weights(0, Double.NaN, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
