/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.util.Map;

/**
 * Light, weather and traffic of a street at a point in time.
 *
 * @param hour time of day, 0..24
 * @param rain 0..1
 * @param fog 0..1
 * @param snow 0..1
 * @param shake 0..1
 * @param density number of objects relative to the default
 * @param mix share of each class; omitted classes have none; sums to 1 unless all are 0
 */
public record SceneConditions(
        double hour,
        double rain,
        double fog,
        double snow,
        double shake,
        double density,
        Map<ObjectClass, Double> mix) {
    public SceneConditions {
        mix = Map.copyOf(mix);
    }

    /** Returns the share of a class, 0..1. */
    public double share(ObjectClass c) {
        return mix.getOrDefault(c, 0.0);
    }
}
