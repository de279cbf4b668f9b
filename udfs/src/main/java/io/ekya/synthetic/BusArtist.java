/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Hull.Face;

/** Draws buses: city buses, coaches, minibuses and occasional double-deckers. */
final class BusArtist {

    private BusArtist() {}

    static void draw(Dice look, Mover mover, Pen pen) {
        int shape = look.pick(0, 0, 0, 1, 1, 2, 2, 2, 3);
        boolean mini = shape == 2;
        boolean coach = shape == 1;
        boolean decks = shape == 3;
        double length = mini ? look.between(5.3, 6.6) : look.between(7.6, 10.5);
        double half = mini ? look.between(0.98, 1.08) : look.between(1.15, 1.27);
        double height = mini ? look.between(2.2, 2.7) : decks ? 4.0 : look.between(2.75, 3.2);
        double[] paint = look.chance(0.5) ? Palette.body(look) : Palette.loud(look);
        double[] lower = look.chance(0.5) ? Palette.loud(look) : paint;
        double[] glass = Palette.vary(Palette.GLASS, look, 0.05);
        double sill = decks ? 0.22 : look.between(0.36, 0.46);
        double head = decks ? 0.45 : look.between(0.78, 0.9);
        int windows = Math.max(3, (int) (length / look.between(1.2, 1.7)));
        boolean tinted = coach || look.chance(0.2);
        boolean poster = look.chance(0.25);
        boolean cooled = look.chance(0.6);
        double[] sign = look.chance(0.6) ? new double[] {0.9, 0.6, 0.1} : Palette.PLATE;
        boolean braking = mover.speed() < 1.5;
        double back = -length / 2;
        double front = length / 2;
        double rake = mini ? look.between(0.4, 1.0) : 0.08;

        VehicleParts.beam(pen, front, half);
        pen.shadow(length, 2 * half, height);
        Hull body =
                new Hull(back, front, half, 0.32, back + 0.05, front - rake, half - 0.08, height);
        pen.hull(body, paint, VehicleParts.roof(Palette.times(paint, 0.95), pen.light));
        double[] lit = pen.light.lamps > 0.5 ? inside(glass, pen.light.lamps) : glass;
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            pen.panel(body, side, 0, 1, 0, sill * 0.75, lower);
            pen.panel(body, side, 0, 1, 0, 0.07, Palette.DARK);
            if (decks) {
                rowOfWindows(pen, body, side, windows, 0.62, 0.86, lit, false);
            }
            rowOfWindows(pen, body, side, windows, sill, head, lit, tinted);
            if (poster) {
                pen.panel(body, side, 0.15, 0.55, sill * 0.6, sill * 1.4, Palette.loud(look));
            }
        }
        pen.panel(body, Face.RIGHT, 0.84, 0.93, 0.04, head, Palette.mix(lit, Palette.STEEL, 0.2));
        if (!mini) {
            pen.panel(body, Face.RIGHT, 0.42, 0.53, 0.04, head, lit);
        }
        pen.panel(body, Face.FRONT, 0.05, 0.95, sill * 0.9, head, glass);
        pen.panel(body, Face.FRONT, 0.2, 0.8, head + 0.02, Math.min(0.98, head + 0.1), sign);
        pen.panel(body, Face.FRONT, 0, 1, 0, 0.1, Palette.DARK);
        pen.panel(body, Face.REAR, 0.12, 0.88, sill + 0.1, head, glass);
        pen.panel(body, Face.REAR, 0.1, 0.9, 0.08, 0.2, Palette.DARK);
        VehicleParts.wheels(
                pen, back + length * (mini ? 0.2 : 0.26), front - length * 0.2, half, 0.45);
        if (cooled) {
            Hull unit = Hull.box(-1.4, 0.6, half * 0.6, height, height + 0.22);
            double[] white = {0.75, 0.75, 0.74};
            pen.hull(unit, white, white);
        }
        VehicleParts.lamps(pen, body, 0.16, 0.13, braking, look.chance(0.45));
    }

    private static void rowOfWindows(
            Pen pen,
            Hull body,
            Face side,
            int windows,
            double sill,
            double head,
            double[] glass,
            boolean tinted) {
        if (tinted) {
            pen.panel(body, side, 0.03, 0.97, sill, head, glass);
            return;
        }
        double step = 0.94 / windows;
        for (int i = 0; i < windows; i++) {
            double u = 0.03 + i * step;
            pen.panel(body, side, u + step * 0.07, u + step * 0.93, sill, head, glass);
        }
    }

    /**
     * Returns the colour of windows with interior lights on, compensating for the dark
     * surroundings.
     */
    private static double[] inside(double[] glass, double lamps) {
        return Palette.mix(glass, new double[] {2.4, 2.3, 1.7}, 0.55 * lamps);
    }
}
