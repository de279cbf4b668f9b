/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.synthetic.DriftPoint;
import java.util.List;
import java.util.Map;

/**
 * A condition in which models are trained or evaluated.
 *
 * @param name human-readable name, such as {@code night+rain}
 * @param hour time of day, 0..24
 * @param rain 0..1
 * @param fog 0..1
 * @param snow 0..1
 */
record StreetWeather(String name, double hour, double rain, double fog, double snow) {

    /** The conditions for which accuracies are reported. */
    static final List<StreetWeather> EVALUATED =
            List.of(
                    new StreetWeather("day", 12, 0, 0, 0),
                    new StreetWeather("dusk", 19, 0, 0, 0),
                    new StreetWeather("night", 23, 0, 0, 0),
                    new StreetWeather("rain", 13, 0.8, 0, 0),
                    new StreetWeather("fog", 10, 0, 0.7, 0),
                    new StreetWeather("snow", 12, 0, 0, 0.8),
                    new StreetWeather("night+rain", 23, 0.8, 0, 0));

    DriftPoint from(double seconds, Map<String, Double> mix) {
        return new DriftPoint(seconds, hour, rain, fog, snow, 0.2, 1, mix);
    }
}
