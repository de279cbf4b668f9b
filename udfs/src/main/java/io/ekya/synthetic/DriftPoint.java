/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.io.Serializable;
import java.util.Map;

/**
 * The conditions of a street at a point in time; values are interpolated linearly between points.
 *
 * @param atSeconds seconds since the feed's start
 * @param hour time of day: 12 noon, 19 dusk, 23 night; 24..48 is the following day, so that a
 *     script can cross midnight
 * @param rain 0 none .. 1 heavy
 * @param fog 0 none .. 1 dense
 * @param snow 0 none .. 1 heavy
 * @param shake camera shake by wind, 0 none .. 1 strong
 * @param density number of objects relative to the default, which is 1
 * @param mix weight of each class by its lower-case name; omitted classes follow the time of day
 */
public record DriftPoint(
        double atSeconds,
        double hour,
        double rain,
        double fog,
        double snow,
        double shake,
        double density,
        Map<String, Double> mix)
        implements Serializable {

    /** Clear noon, the condition of a street without a drift script. */
    public static final DriftPoint CLEAR_NOON = new DriftPoint(0, 12, 0, 0, 0, 0, 1, Map.of());

    public DriftPoint {
        within("atSeconds", atSeconds, 0, 1e9);
        within("hour", hour, 0, 48);
        within("rain", rain, 0, 1);
        within("fog", fog, 0, 1);
        within("snow", snow, 0, 1);
        within("shake", shake, 0, 1);
        within("density", density, 0, 10);
        mix = Map.copyOf(mix);
        mix.forEach(
                (name, weight) -> {
                    if (ObjectClass.ofName(name)
                            .filter(c -> c != ObjectClass.BACKGROUND)
                            .isEmpty()) {
                        throw new IllegalArgumentException(
                                "mix must use the classes person, bicycle, car, motorcycle, "
                                        + "bus or truck, but has '"
                                        + name
                                        + "'");
                    }
                    within("mix." + name, weight, 0, 1e6);
                });
    }

    private static void within(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be between %s and %s, but is %s".formatted(key, least, most, value));
        }
    }
}
