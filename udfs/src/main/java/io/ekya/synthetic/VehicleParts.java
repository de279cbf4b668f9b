/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Hull.Face;

/** Draws parts common to cars, buses and trucks. */
final class VehicleParts {

    private VehicleParts() {}

    /** Returns the colour of a roof, blended with white by snow cover. */
    static double[] roof(double[] colour, Light light) {
        return Palette.mix(colour, Palette.FLAKES, Math.min(0.85, light.snow));
    }

    /** Draws the wheels of two axles on the visible side. */
    static void wheels(Pen pen, double rear, double front, double half, double radius) {
        double w = pen.seesLeft() ? half : -half;
        pen.wheel(rear, w, radius, Palette.TYRE, Palette.STEEL);
        pen.wheel(front, w, radius, Palette.TYRE, Palette.STEEL);
    }

    /** Draws headlights or tail lights of a hull at height v of its faces. */
    static void lamps(
            Pen pen, Hull hull, double v, double size, boolean braking, boolean alwaysOn) {
        double[] off = {0.75, 0.76, 0.74};
        double[] red = {0.5, 0.06, 0.05};
        pen.panel(hull, Face.FRONT, 0.02, 0.24, v - 0.09, v + 0.09, off);
        pen.panel(hull, Face.FRONT, 0.76, 0.98, v - 0.09, v + 0.09, off);
        pen.panel(hull, Face.REAR, 0.01, 0.16, v - 0.12, v + 0.12, red);
        pen.panel(hull, Face.REAR, 0.84, 0.99, v - 0.12, v + 0.12, red);
        boolean front = pen.seesFront();
        boolean on = pen.light.headlights || (front ? alwaysOn : braking);
        if (!on) {
            return;
        }
        double[] at = new double[3];
        Face face = front ? Face.FRONT : Face.REAR;
        double full = pen.light.headlights ? 1 : 0.6;
        double halo = front ? full : braking ? 0.55 : 0.32;
        for (int side = 0; side <= 1; side++) {
            hull.point(face, side == 0 ? 0.12 : 0.88, v, at);
            double[] colour = front ? Palette.HEADLIGHT : Palette.TAIL_LIGHT;
            pen.lamp(at[0], at[1], at[2], size, halo, colour);
        }
    }

    /** Draws the light of headlights on the ground ahead. */
    static void beam(Pen pen, double front, double half) {
        if (pen.light.headlights && pen.light.day < 0.6) {
            double more = 1 + 0.8 * (1 - pen.light.day);
            double[] factor = {more, more * 0.97, more * 0.86};
            pen.ground(front + 4.5, 0, 4.5, half + 0.5, 1.6, factor);
            pen.ground(front + 2.5, 0, 2.4, half, 0.9, factor);
        }
    }
}
