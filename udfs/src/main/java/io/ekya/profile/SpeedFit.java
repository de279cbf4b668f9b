/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import io.ekya.schedule.SpeedCurve;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits a speed curve to measured training speeds. Speeds are relative to that of the whole device
 * and capped at 1; where a larger share was measured slower than a smaller one, both get their mean
 * (isotonic regression by pooling adjacent violators), so that the curve never decreases.
 */
public final class SpeedFit {
    private SpeedFit() {}

    /**
     * The training speed measured at one share.
     *
     * @param share of one GPU, above 0 and at most 1
     * @param miniBatchesASecond at least 0
     */
    public record Measured(double share, double miniBatchesASecond) {
        public Measured {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be within 0..1, but is " + share);
            }
            if (!(miniBatchesASecond >= 0 && Double.isFinite(miniBatchesASecond))) {
                throw new IllegalArgumentException(
                        "miniBatchesASecond must be at least 0, but is " + miniBatchesASecond);
            }
        }
    }

    /** Adjacent shares that were pooled to one speed. */
    private record Pool(double sum, int count) {
        double mean() {
            return sum / count;
        }

        Pool with(Pool other) {
            return new Pool(sum + other.sum, count + other.count);
        }
    }

    /**
     * Returns the curve through the measurements; several at one share are averaged.
     *
     * @throws IllegalArgumentException if share 1 was not measured or its speed is 0
     */
    public static SpeedCurve of(List<Measured> measured) {
        TreeMap<Double, Pool> byShare = new TreeMap<>();
        for (Measured m : measured) {
            byShare.merge(m.share, new Pool(m.miniBatchesASecond, 1), Pool::with);
        }
        Pool whole = byShare.remove(1.0);
        if (whole == null || whole.mean() <= 0) {
            throw new IllegalArgumentException(
                    "a measurement at share 1 with a speed above 0 " + "is required");
        }
        Deque<Pool> pools = new ArrayDeque<>();
        for (Pool speeds : byShare.values()) {
            Pool last = new Pool(Math.min(1, speeds.mean() / whole.mean()), 1);
            while (!pools.isEmpty() && pools.getLast().mean() > last.mean()) {
                last = pools.removeLast().with(last);
            }
            pools.addLast(last);
        }
        return curve(byShare, pools);
    }

    private static SpeedCurve curve(Map<Double, Pool> byShare, Deque<Pool> pools) {
        List<Double> speeds = new ArrayList<>();
        for (Pool pool : pools) {
            for (int i = 0; i < pool.count; i++) {
                speeds.add(pool.mean());
            }
        }
        List<SpeedCurve.Point> points = new ArrayList<>();
        int next = 0;
        for (double share : byShare.keySet()) {
            points.add(new SpeedCurve.Point(share, speeds.get(next++)));
        }
        points.add(new SpeedCurve.Point(1, 1));
        return new SpeedCurve(points);
    }
}
