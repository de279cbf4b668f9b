package io.ekya.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.profile.GainPrior.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class GainPriorTest {
    private final GainPrior prior =
            new GainPrior(
                    List.of(
                            new Point(0, 1000, 0.5),
                            new Point(0, 100, 0.1),
                            new Point(4, 1000, 0.2)));

    @Test
    void growsWithTheLogarithmOfTheSamples() {
        assertThat(prior.gain(0, 0)).isZero();
        assertThat(prior.gain(0, 50)).isCloseTo(0.05, within(1e-12));
        assertThat(prior.gain(0, Math.sqrt(100 * 1000.0))).isCloseTo(0.3, within(1e-12));
        assertThat(prior.gain(0, 1e6)).isEqualTo(0.5);
    }

    @Test
    void takesTheNearestNumberOfFrozenBlocks() {
        assertThat(prior.gain(3, 1000)).isEqualTo(0.2);
        assertThat(prior.gain(1, 1000)).isEqualTo(0.5);
    }

    @Test
    void refusesToKnowNothing() {
        assertThatThrownBy(() -> new GainPrior(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
