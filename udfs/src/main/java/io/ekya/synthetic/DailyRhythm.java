/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The class mix of traffic by time of day: commuters, deliveries, night buses. */
final class DailyRhythm {
    /** Hours of the weights below; they are interpolated linearly in between. */
    private static final double[] HOURS = {0, 5, 8, 10.5, 13, 17.5, 20, 24};

    /** Weights at those hours: person, bicycle, car, motorcycle, bus, truck. */
    private static final double[][] WEIGHTS = {
        {20, 7, 42, 13, 10, 8},
        {10, 6, 34, 8, 14, 28},
        {26, 18, 28, 9, 11, 8},
        {22, 12, 26, 10, 12, 18},
        {26, 13, 26, 11, 12, 12},
        {25, 17, 31, 11, 11, 5},
        {28, 12, 33, 13, 9, 5},
        {20, 7, 42, 13, 10, 8},
    };

    private static final List<ObjectClass> CLASSES =
            List.of(
                    ObjectClass.PERSON,
                    ObjectClass.BICYCLE,
                    ObjectClass.CAR,
                    ObjectClass.MOTORCYCLE,
                    ObjectClass.BUS,
                    ObjectClass.TRUCK);

    private DailyRhythm() {}

    /** Returns the weight of each class at an hour of 0..24; the weights sum to 100. */
    static Map<ObjectClass, Double> weights(double hour) {
        int i = 0;
        while (i < HOURS.length - 2 && hour > HOURS[i + 1]) {
            i++;
        }
        double t = (hour - HOURS[i]) / (HOURS[i + 1] - HOURS[i]);
        Map<ObjectClass, Double> weights = new EnumMap<>(ObjectClass.class);
        for (int c = 0; c < CLASSES.size(); c++) {
            double weight = WEIGHTS[i][c] + t * (WEIGHTS[i + 1][c] - WEIGHTS[i][c]);
            weights.put(CLASSES.get(c), weight);
        }
        return weights;
    }
}
