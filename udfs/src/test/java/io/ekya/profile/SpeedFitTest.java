/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.profile.SpeedFit.Measured;
import io.ekya.schedule.SpeedCurve;
import io.ekya.schedule.SpeedCurve.Point;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpeedFitTest {
    @Test
    void normalisesByTheSpeedOfTheWholeDevice() {
        SpeedCurve curve =
                SpeedFit.of(
                        List.of(
                                new Measured(1, 40),
                                new Measured(0.5, 25),
                                new Measured(0.25, 10)));
        assertThat(curve.points())
                .containsExactly(new Point(0.25, 0.25), new Point(0.5, 0.625), new Point(1, 1));
    }

    @Test
    void averagesRepeatedMeasurements() {
        SpeedCurve curve =
                SpeedFit.of(
                        List.of(
                                new Measured(1, 30),
                                new Measured(0.5, 10),
                                new Measured(0.5, 30),
                                new Measured(1, 50)));
        // (10 + 30) / 2 relative to (30 + 50) / 2.
        assertThat(curve.at(0.5)).isEqualTo(0.5);
    }

    @Test
    void poolsDecreasingNeighboursToTheirMean() {
        SpeedCurve curve =
                SpeedFit.of(
                        List.of(
                                new Measured(0.2, 10),
                                new Measured(0.4, 60),
                                new Measured(0.6, 50),
                                new Measured(0.8, 46),
                                new Measured(1, 100)));
        // 0.6, 0.5 and 0.46 fall: all three become 0.52.
        assertThat(curve.points()).extracting(Point::speed).hasSize(5);
        assertThat(curve.at(0.2)).isCloseTo(0.1, within(1e-9));
        assertThat(curve.at(0.4)).isCloseTo(0.52, within(1e-9));
        assertThat(curve.at(0.8)).isCloseTo(0.52, within(1e-9));
    }

    @Test
    void capsSpeedsAtTheWholeDevice() {
        SpeedCurve curve = SpeedFit.of(List.of(new Measured(0.9, 110), new Measured(1, 100)));
        assertThat(curve.at(0.9)).isEqualTo(1);
        assertThat(curve.at(1)).isEqualTo(1);
    }

    @Test
    void requiresAMeasurementOfTheWholeDevice() {
        assertThatThrownBy(() -> SpeedFit.of(List.of(new Measured(0.5, 1))))
                .hasMessageContaining("share 1 with a speed above 0 is required");
        assertThatThrownBy(() -> SpeedFit.of(List.of(new Measured(1, 0))))
                .hasMessageContaining("share 1 with a speed above 0 is required");
        assertThatThrownBy(() -> new Measured(0, 1)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new Measured(1, Double.NaN)).hasMessageContaining("NaN");
    }

    @Property(tries = 200)
    void neverDecreasesAndEndsAtOne(
            @ForAll @Size(min = 1, max = 10) List<@DoubleRange(min = 0, max = 200) Double> speeds) {
        List<Measured> measured = new ArrayList<>(List.of(new Measured(1, 100)));
        for (int i = 0; i < speeds.size(); i++) {
            measured.add(new Measured((i + 1) / 11.0, speeds.get(i)));
        }
        List<Point> points = SpeedFit.of(measured).points();
        assertThat(points).hasSize(speeds.size() + 1).last().isEqualTo(new Point(1, 1));
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).share()).isGreaterThan(points.get(i - 1).share());
            assertThat(points.get(i).speed())
                    .isGreaterThanOrEqualTo(points.get(i - 1).speed())
                    .isLessThanOrEqualTo(1);
        }
    }
}
