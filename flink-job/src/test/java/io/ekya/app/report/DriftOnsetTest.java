/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftOnsetTest {

    @Test
    void isTheLastPointBeforeAStrongChange() {
        assertThat(
                        onset(
                                "{atSeconds: 0, hour: 12}, {atSeconds: 20, hour: 13},"
                                        + " {atSeconds: 40, hour: 16}"))
                .isEqualTo(20);
    }

    @Test
    void threeHoursOrSomeWeatherOrAnotherMixAreStrong() {
        assertThat(onset("{atSeconds: 5, hour: 12}, {atSeconds: 9, hour: 15}")).isEqualTo(5);
        assertThat(onset("{atSeconds: 5}, {atSeconds: 9, rain: 0.1, fog: 0.1}")).isEqualTo(5);
        assertThat(onset("{atSeconds: 5}, {atSeconds: 9, mix: {bus: 3}}")).isEqualTo(5);
    }

    @Test
    void smallChangesAreNoDrift() {
        assertThat(onset("{atSeconds: 0, hour: 12}, {atSeconds: 9, hour: 13, rain: 0.1}"))
                .isInfinite();
        assertThat(onset("{atSeconds: 0, hour: 22, rain: 1}")).isInfinite();
        assertThat(onset("")).isInfinite();
    }

    private static double onset(String points) {
        String yaml = "cameras: [{id: a, source: 'synthetic:', drift: [" + points + "]}]";
        return DriftOnset.seconds(
                new ConfigLoader(Map.of()).parse("test", yaml, List.of()).cameras().get(0));
    }
}
