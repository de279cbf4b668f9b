/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Hull.Face;

/** Draws cars: hatchbacks, saloons, estates, off-roaders and people carriers. */
final class CarArtist {

    private CarArtist() {}

    static void draw(Dice look, Mover mover, Pen pen) {
        int shape = look.below(5);
        double length = look.between(3.5, 4.0) + (shape == 0 ? 0 : look.between(0.3, 0.9));
        double half = look.between(0.83, 0.94);
        double height =
                switch (shape) {
                    case 3 -> look.between(1.62, 1.82); // off-roader
                    case 4 -> look.between(1.70, 1.95); // people carrier
                    default -> look.between(1.38, 1.55);
                };
        double belt = height * look.between(0.56, 0.62);
        double[] paint = Palette.body(look);
        double[] glass = Palette.vary(Palette.GLASS, look, 0.04);
        double back = -length / 2;
        double front = length / 2;
        double bonnet = shape == 4 ? look.between(0.5, 0.8) : look.between(0.95, 1.3);
        double boot = shape == 1 ? look.between(0.55, 0.85) : 0.06;
        double slope = shape >= 3 ? 0.3 : look.between(0.35, 0.6);
        boolean rack = look.chance(0.12);
        boolean taxi = look.chance(0.1);
        boolean twoTone = look.chance(0.15);
        boolean braking = mover.speed() < 1.5;

        VehicleParts.beam(pen, front, half);
        pen.shadow(length, 2 * half, height);
        Hull body = new Hull(back, front, half, 0.24, back + 0.06, front - 0.12, half - 0.04, belt);
        Hull cabin =
                new Hull(
                        back + boot,
                        front - bonnet,
                        half - 0.05,
                        belt,
                        back + boot + slope * (shape == 1 ? 1.1 : 0.6),
                        front - bonnet - slope * 1.5,
                        half - 0.24,
                        height);
        double[] white = VehicleParts.roof(paint, pen.light);
        pen.hull(body, paint, white);
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            pen.panel(body, side, 0.02, 0.98, 0, 0.16, Palette.DARK);
            pen.panel(body, side, 0.0, 1.0, 0.52, 0.6, Palette.times(paint, 0.78));
            pen.panel(body, side, 0.49, 0.505, 0.15, 1, Palette.times(paint, 0.6));
        }
        pen.panel(body, Face.FRONT, 0.1, 0.9, 0.0, 0.2, Palette.DARK);
        pen.panel(body, Face.FRONT, 0.3, 0.7, 0.35, 0.7, Palette.DARK);
        pen.panel(body, Face.REAR, 0.05, 0.95, 0.0, 0.2, Palette.DARK);
        pen.panel(body, Face.REAR, 0.37, 0.63, 0.35, 0.55, Palette.PLATE);
        VehicleParts.wheels(pen, back + length * 0.19, front - length * 0.18, half, 0.32);
        pen.hull(cabin, twoTone ? Palette.DARK : paint, twoTone ? Palette.DARK : white);
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            pen.panel(cabin, side, 0.10, 0.47, 0.10, 0.86, glass);
            pen.panel(cabin, side, 0.52, 0.90, 0.10, 0.86, glass);
        }
        double[] screen = Palette.mix(glass, new double[] {0.45, 0.5, 0.55}, 0.35);
        pen.panel(cabin, Face.FRONT, 0.06, 0.94, 0.06, 0.92, screen);
        pen.panel(cabin, Face.REAR, 0.08, 0.92, 0.12, 0.9, glass);
        if (rack || taxi) {
            Hull load = Hull.box(-0.5, rack ? 0.5 : -0.2, rack ? 0.4 : 0.25, height, height + 0.2);
            double[] colour = rack ? Palette.DARK : new double[] {0.85, 0.75, 0.2};
            pen.hull(load, colour, colour);
        }
        VehicleParts.lamps(pen, body, 0.66, 0.11, braking, look.chance(0.45));
    }
}
