/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;

/**
 * One moving object at a point in time.
 *
 * @param look seed of its appearance
 * @param objectClass what it is
 * @param s metres along the road
 * @param o metres across
 * @param heading direction in the (s, o) plane, radians
 * @param speed metres per second
 * @param travelled metres since the start of its lane; animates legs and pedals
 */
record Mover(
        long look,
        ObjectClass objectClass,
        double s,
        double o,
        double heading,
        double speed,
        double travelled) {}
