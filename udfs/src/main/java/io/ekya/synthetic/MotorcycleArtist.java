/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Hull.Face;
import io.ekya.synthetic.PersonArtist.Seat;

/** Draws motorcycles, scooters and mopeds with their riders. */
final class MotorcycleArtist {

    private MotorcycleArtist() {}

    static void draw(Dice look, Mover mover, Pen pen) {
        int shape = look.below(3);
        boolean scooter = shape == 1;
        boolean moped = shape == 2;
        double radius = scooter ? 0.23 : moped ? 0.29 : look.between(0.29, 0.33);
        double base = scooter ? 0.58 : moped ? 0.57 : look.between(0.66, 0.76);
        double[] paint = look.chance(0.5) ? Palette.body(look) : Palette.loud(look);
        double seat = moped ? 0.84 : look.between(0.76, 0.84);
        double body = moped ? 0.1 : look.between(0.15, 0.2);
        boolean box = look.chance(0.35);
        boolean screen = look.chance(0.4);
        boolean open = look.chance(0.25);
        double[] boxColour = Palette.loud(look);

        VehicleParts.beam(pen, base + 0.3, 0.3);
        pen.shadow(2.0, 0.6, 1.3);
        pen.ring(-base, radius, moped ? 0.05 : 0.075, Palette.TYRE);
        pen.ring(base, radius, moped ? 0.05 : 0.07, Palette.TYRE);
        pen.rod(base - 0.2, 0, 0.95, base, 0, radius, 0.05, Palette.STEEL);
        pen.rod(-0.2, 0, 0.42, 0.15, 0, 0.42, moped ? 0.12 : 0.19, Palette.DARK);
        pen.rod(-base, -0.15, 0.35, 0, -0.15, 0.3, 0.06, Palette.STEEL);
        Hull tail = new Hull(-base - 0.1, 0.1, body, seat - 0.25, -base, 0, body, seat);
        if (scooter) {
            Hull rear = new Hull(-base - 0.15, -0.05, body, 0.3, -base, -0.1, body, seat);
            Hull shield =
                    new Hull(base - 0.3, base - 0.12, 0.2, 0.3, base - 0.38, base - 0.28, 0.2, 1.0);
            Hull floor = Hull.box(-0.1, base - 0.2, 0.15, 0.25, 0.34);
            pen.hull(rear, paint, Palette.DARK);
            pen.hull(floor, Palette.DARK, Palette.DARK);
            pen.hull(shield, paint, paint);
        } else {
            Hull tank = new Hull(-0.05, 0.42, body, seat - 0.2, 0.0, 0.3, body, seat + 0.16);
            pen.hull(tail, paint, Palette.DARK);
            pen.hull(tank, paint, paint);
            if (!moped && look.chance(0.5)) {
                Hull fairing = new Hull(0.25, base + 0.1, 0.2, 0.5, 0.3, base - 0.15, 0.16, 1.05);
                pen.hull(fairing, paint, paint);
            }
        }
        if (screen) {
            Hull pane =
                    new Hull(
                            base - 0.34,
                            base - 0.3,
                            0.18,
                            0.98,
                            base - 0.46,
                            base - 0.42,
                            0.14,
                            1.3);
            double[] clear = {0.4, 0.44, 0.48};
            pen.panel(pane, Face.FRONT, 0, 1, 0, 1, clear);
        }
        pen.rod(base - 0.3, -0.32, 1.0, base - 0.3, 0.32, 1.0, 0.035, Palette.DARK);
        Seat posture =
                scooter
                        ? new Seat(-0.3, seat + 0.05, -0.2, seat + 0.58, 0.26, 1.02, 0.2, 0.4)
                        : new Seat(-0.3, seat + 0.04, -0.02, seat + 0.54, 0.38, 1.0, -0.05, 0.36);
        PersonArtist.ride(look, pen, posture, 0, 0, !open);
        if (box) {
            Hull top = Hull.box(-base - 0.25, -base + 0.2, 0.23, seat, seat + 0.42);
            pen.hull(top, boxColour, VehicleParts.roof(boxColour, pen.light));
        }
        if (pen.seesFront()) {
            boolean on = pen.light.headlights || look.chance(0.6);
            if (on) {
                double halo = pen.light.headlights ? 0.9 : 0.25;
                pen.lamp(base - 0.08, 0, 0.85, 0.09, halo, Palette.HEADLIGHT);
            }
        } else if (pen.light.headlights || mover.speed() < 1.5) {
            pen.lamp(-base - 0.18, 0, seat - 0.12, 0.06, 0.35, Palette.TAIL_LIGHT);
        }
    }
}
