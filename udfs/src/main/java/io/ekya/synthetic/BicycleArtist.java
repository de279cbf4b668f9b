/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.PersonArtist.Seat;

/** Draws bicycles with their riders. */
final class BicycleArtist {

    private BicycleArtist() {}

    static void draw(Dice look, Mover mover, Pen pen) {
        double radius = look.between(0.31, 0.36);
        double base = look.between(0.5, 0.58);
        double[] frame = look.chance(0.5) ? Palette.loud(look) : Palette.body(look);
        boolean upright = look.chance(0.5);
        boolean heavy = look.chance(0.3);
        boolean helmet = look.chance(0.45);
        boolean basket = look.chance(0.3);
        double[] wicker = Palette.loud(look);
        boolean lightsOn = pen.light.headlights && look.chance(0.75);
        double seat = look.between(0.86, 0.98);
        double thick = heavy ? 0.05 : 0.032;
        double turn = -mover.travelled() / 0.85;

        pen.shadow(1.6, 0.4, 1.5);
        pen.ring(-base, radius, heavy ? 0.04 : 0.026, Palette.TYRE);
        pen.ring(base, radius, heavy ? 0.04 : 0.026, Palette.TYRE);
        pen.rod(-base, 0, radius, -0.05, 0, 0.3, thick, frame);
        pen.rod(-0.05, 0, 0.3, -0.2, 0, seat, thick, frame);
        pen.rod(-0.05, 0, 0.3, base - 0.18, 0, 0.8, thick, frame);
        pen.rod(-0.17, 0, seat - 0.12, base - 0.18, 0, 0.82, thick, frame);
        pen.rod(base - 0.2, 0, 0.95, base, 0, radius, thick, frame);
        pen.rod(base - 0.22, -0.25, 0.98, base - 0.22, 0.25, 0.98, 0.03, Palette.DARK);
        if (heavy) {
            pen.rod(-0.1, 0, 0.35, 0.12, 0, 0.55, 0.1, Palette.DARK);
        }
        if (basket) {
            double at = look.chance(0.5) ? -base - 0.05 : base + 0.05;
            pen.rod(at, 0, 0.78, at + 0.02, 0, 0.9, 0.16, wicker);
        }
        Seat posture =
                new Seat(
                        -0.2,
                        seat + 0.03,
                        upright ? 0.0 : 0.14,
                        seat + 0.53,
                        base - 0.24,
                        1.0,
                        -0.02,
                        0.32);
        PersonArtist.ride(look, pen, posture, turn, 0.17, helmet);
        if (lightsOn) {
            if (pen.seesFront()) {
                pen.lamp(base - 0.1, 0, 0.85, 0.05, 0.45, Palette.HEADLIGHT);
            } else {
                pen.lamp(-base - 0.1, 0, 0.6, 0.045, 0.25, Palette.TAIL_LIGHT);
            }
        }
    }
}
