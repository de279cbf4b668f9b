/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The conditions of a street over time, interpolated from its drift points. */
public final class DriftScript {
    private final List<DriftPoint> points;

    /** Creates a script from points ordered by time; without points it is always clear noon. */
    public DriftScript(List<DriftPoint> points) {
        this.points = points.isEmpty() ? List.of(DriftPoint.CLEAR_NOON) : List.copyOf(points);
    }

    /**
     * Returns the conditions at a point in time: linear between the neighbouring points, constant
     * before the first and after the last.
     */
    public SceneConditions at(double seconds) {
        int next = 0;
        while (next < points.size() && points.get(next).atSeconds() <= seconds) {
            next++;
        }
        DriftPoint a = points.get(Math.max(0, next - 1));
        DriftPoint b = points.get(Math.min(next, points.size() - 1));
        double length = b.atSeconds() - a.atSeconds();
        double t = length <= 0 ? 0 : (seconds - a.atSeconds()) / length;
        double hour = mix(a.hour(), b.hour(), t) % 24;
        return new SceneConditions(
                hour,
                mix(a.rain(), b.rain(), t),
                mix(a.fog(), b.fog(), t),
                mix(a.snow(), b.snow(), t),
                mix(a.shake(), b.shake(), t),
                mix(a.density(), b.density(), t),
                shares(a, b, t, DailyRhythm.weights(hour)));
    }

    private static Map<ObjectClass, Double> shares(
            DriftPoint a, DriftPoint b, double t, Map<ObjectClass, Double> rhythm) {
        Map<ObjectClass, Double> weights = new EnumMap<>(ObjectClass.class);
        double sum = 0;
        for (Map.Entry<ObjectClass, Double> regular : rhythm.entrySet()) {
            String name = regular.getKey().name().toLowerCase(Locale.ROOT);
            double weight =
                    mix(
                            weight(a, name, regular.getValue()),
                            weight(b, name, regular.getValue()),
                            t);
            weights.put(regular.getKey(), weight);
            sum += weight;
        }
        double all = sum > 0 ? sum : 1;
        weights.replaceAll((c, weight) -> weight / all);
        return weights;
    }

    private static double weight(DriftPoint point, String name, double regular) {
        return point.mix().getOrDefault(name, regular);
    }

    private static double mix(double a, double b, double t) {
        return a + t * (b - a);
    }
}
