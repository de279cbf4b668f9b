/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.vision.ObjectClass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftScriptTest {

    @Test
    void isClearNoonWithoutPoints() {
        SceneConditions now = new DriftScript(List.of()).at(1000);

        assertThat(now.hour()).isEqualTo(12);
        assertThat(now.rain() + now.fog() + now.snow() + now.shake()).isZero();
        assertThat(now.density()).isEqualTo(1);
    }

    @Test
    void interpolatesBetweenPointsAndIsConstantOutside() {
        DriftScript script =
                new DriftScript(
                        List.of(
                                new DriftPoint(10, 12, 0, 0, 0, 0, 1, Map.of()),
                                new DriftPoint(30, 20, 1, 0.4, 0, 0.2, 3, Map.of())));

        assertThat(script.at(0).hour()).isEqualTo(12);
        assertThat(script.at(15).hour()).isEqualTo(14); // a quarter of 12..20
        assertThat(script.at(15).rain()).isEqualTo(0.25);
        assertThat(script.at(20).fog()).isEqualTo(0.2);
        assertThat(script.at(20).density()).isEqualTo(2);
        assertThat(script.at(99).hour()).isEqualTo(20);
    }

    @Test
    void crossesMidnight() {
        DriftScript script =
                new DriftScript(
                        List.of(
                                new DriftPoint(0, 23, 0, 0, 0, 0, 1, Map.of()),
                                new DriftPoint(10, 27, 0, 0, 0, 0, 1, Map.of())));

        assertThat(script.at(5).hour()).isEqualTo(1);
    }

    @Test
    void followsTheDailyRhythmWithoutAMix() {
        SceneConditions morning =
                new DriftScript(List.of(new DriftPoint(0, 8, 0, 0, 0, 0, 1, Map.of()))).at(0);
        SceneConditions night =
                new DriftScript(List.of(new DriftPoint(0, 0, 0, 0, 0, 0, 1, Map.of()))).at(0);

        assertThat(morning.share(ObjectClass.BICYCLE)).isEqualTo(0.18, within(1e-9));
        assertThat(night.share(ObjectClass.CAR)).isEqualTo(0.42, within(1e-9));
        assertThat(morning.mix().values().stream().mapToDouble(d -> d).sum())
                .isEqualTo(1, within(1e-9));
    }

    @Test
    void usesTheMixOfAPoint() {
        Map<String, Double> mix =
                Map.of("person", 3.0, "bicycle", 0.0, "car", 1.0, "motorcycle", 0.0, "bus", 0.0);
        SceneConditions now =
                new DriftScript(List.of(new DriftPoint(0, 8, 0, 0, 0, 0, 1, mix))).at(0);

        // 3 : 1, and trucks have the daily rhythm's weight of 8 at that hour: 3 + 1 + 8 = 12
        assertThat(now.share(ObjectClass.PERSON)).isEqualTo(3.0 / 12, within(1e-9));
        assertThat(now.share(ObjectClass.CAR)).isEqualTo(1.0 / 12, within(1e-9));
        assertThat(now.share(ObjectClass.TRUCK)).isEqualTo(8.0 / 12, within(1e-9));
    }

    @Test
    void hasNoObjectsIfAllWeightsAreZero() {
        Map<String, Double> none =
                Map.of(
                        "person",
                        0.0,
                        "bicycle",
                        0.0,
                        "car",
                        0.0,
                        "motorcycle",
                        0.0,
                        "bus",
                        0.0,
                        "truck",
                        0.0);
        SceneConditions now =
                new DriftScript(List.of(new DriftPoint(0, 8, 0, 0, 0, 0, 1, none))).at(0);

        assertThat(now.mix().values()).containsOnly(0.0);
    }
}
