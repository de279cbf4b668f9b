/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Hull.Face;

/** Draws trucks: box trucks, panel vans, pickups, and loaded flatbeds. */
final class TruckArtist {

    private TruckArtist() {}

    static void draw(Dice look, Mover mover, Pen pen) {
        switch (look.pick(0, 0, 0, 1, 1, 1, 2, 2, 3, 3)) {
            case 0 -> boxTruck(look, mover, pen);
            case 1 -> van(look, mover, pen);
            case 2 -> pickup(look, mover, pen);
            default -> flatbed(look, mover, pen);
        }
    }

    private static void boxTruck(Dice look, Mover mover, Pen pen) {
        double length = look.between(5.8, 9.2);
        double half = look.between(1.02, 1.22);
        double height = look.between(2.6, 3.4);
        double[] cab = Palette.body(look);
        double[] box = look.chance(0.55) ? new double[] {0.78, 0.78, 0.76} : Palette.loud(look);
        double front = length / 2;
        double back = -length / 2;
        double cabLength = look.between(1.6, 2.1);
        VehicleParts.beam(pen, front, half);
        pen.shadow(length, 2 * half, height);
        Hull load = Hull.box(back, front - cabLength - 0.15, half, look.between(0.7, 0.95), height);
        Hull below = Hull.box(back + 0.2, front - cabLength, half * 0.8, 0.4, load.z0());
        Hull cabin = cabin(front, cabLength, half * 0.95, look.between(2.05, 2.6));
        boolean frontFirst = !pen.seesFront();
        if (frontFirst) {
            drawCabin(pen, cabin, cab);
        }
        pen.hull(below, Palette.DARK, Palette.DARK);
        pen.hull(load, box, VehicleParts.roof(box, pen.light));
        int art = look.below(5);
        double[] ink = Palette.loud(look);
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            switch (art) {
                case 0 -> pen.panel(load, side, 0.05, 0.95, 0.5, 0.85, ink);
                case 1 -> pen.panel(load, side, 0.2, 0.7, 0.3, 0.75, ink);
                case 2 -> pen.panel(load, side, 0, 1, 0, 0.3, ink);
                case 3 -> {
                    for (int i = 0; i < 4; i++) {
                        double u = 0.06 + i * 0.23;
                        pen.panel(load, side, u, u + 0.17, 0.4, 0.8, Palette.times(ink, 0.5));
                    }
                }
                default -> {
                    for (int i = 1; i < 8; i++) {
                        double u = i / 8.0;
                        pen.panel(load, side, u, u + 0.02, 0, 1, Palette.times(box, 0.8));
                    }
                }
            }
        }
        pen.panel(load, Face.REAR, 0.48, 0.52, 0, 1, Palette.times(box, 0.6));
        if (!frontFirst) {
            drawCabin(pen, cabin, cab);
        }
        VehicleParts.wheels(pen, back + length * 0.22, front - cabLength * 0.55, half, 0.46);
        lamps(look, pen, cabin, load, mover);
    }

    private static Hull cabin(double front, double length, double half, double height) {
        return new Hull(
                front - length,
                front,
                half,
                0.4,
                front - length,
                front - 0.18,
                half - 0.05,
                height);
    }

    private static void drawCabin(Pen pen, Hull cabin, double[] paint) {
        pen.hull(cabin, paint, VehicleParts.roof(paint, pen.light));
        pen.panel(cabin, Face.FRONT, 0.06, 0.94, 0.5, 0.88, Palette.GLASS);
        pen.panel(cabin, Face.FRONT, 0.2, 0.8, 0.12, 0.36, Palette.DARK);
        pen.panel(cabin, Face.FRONT, 0, 1, 0, 0.1, Palette.DARK);
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            pen.panel(cabin, side, 0.3, 0.88, 0.52, 0.86, Palette.GLASS);
            pen.panel(cabin, side, 0, 1, 0, 0.08, Palette.DARK);
        }
    }

    private static void van(Dice look, Mover mover, Pen pen) {
        double length = look.between(4.7, 6.2);
        double half = look.between(0.92, 1.04);
        double height = look.between(1.95, 2.7);
        double[] paint = look.chance(0.5) ? new double[] {0.8, 0.8, 0.79} : Palette.body(look);
        double front = length / 2;
        double back = -length / 2;
        double bonnet = look.between(0.4, 0.8);
        VehicleParts.beam(pen, front, half);
        pen.shadow(length, 2 * half, height);
        Hull nose = new Hull(0, front, half, 0.28, 0, front - 0.12, half - 0.03, height * 0.5);
        Hull body =
                new Hull(
                        back,
                        front - bonnet,
                        half,
                        0.28,
                        back + 0.05,
                        front - bonnet - 0.9,
                        half - 0.1,
                        height);
        double[] top = VehicleParts.roof(paint, pen.light);
        pen.hull(nose, paint, top);
        pen.hull(body, paint, top);
        double[] ink = Palette.loud(look);
        boolean marked = look.chance(0.45);
        boolean windows = look.chance(0.22);
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            pen.panel(body, side, 0.72, 0.93, 0.5, 0.84, Palette.GLASS);
            if (windows) {
                pen.panel(body, side, 0.4, 0.68, 0.5, 0.84, Palette.GLASS);
            }
            if (marked) {
                pen.panel(body, side, 0.12, 0.6, 0.3, 0.62, ink);
            }
            pen.panel(body, side, 0.68, 0.695, 0.05, 0.95, Palette.times(paint, 0.65));
            pen.panel(body, side, 0, 1, 0, 0.09, Palette.DARK);
            pen.panel(nose, side, 0, 1, 0, 0.15, Palette.DARK);
        }
        pen.panel(body, Face.FRONT, 0.06, 0.94, 0.46, 0.88, Palette.GLASS);
        pen.panel(nose, Face.FRONT, 0.25, 0.75, 0.25, 0.6, Palette.DARK);
        pen.panel(nose, Face.FRONT, 0, 1, 0, 0.14, Palette.DARK);
        pen.panel(body, Face.REAR, 0.49, 0.51, 0.05, 0.95, Palette.times(paint, 0.6));
        if (look.chance(0.6)) {
            pen.panel(body, Face.REAR, 0.1, 0.44, 0.55, 0.82, Palette.GLASS);
            pen.panel(body, Face.REAR, 0.56, 0.9, 0.55, 0.82, Palette.GLASS);
        }
        VehicleParts.wheels(pen, back + length * 0.19, front - length * 0.17, half, 0.35);
        Hull lights = pen.seesFront() ? nose : body;
        VehicleParts.lamps(
                pen,
                lights,
                pen.seesFront() ? 0.6 : 0.35,
                0.11,
                mover.speed() < 1.5,
                look.chance(0.45));
    }

    private static void pickup(Dice look, Mover mover, Pen pen) {
        double length = look.between(4.8, 5.6);
        double half = look.between(0.9, 1.0);
        double height = look.between(1.7, 1.9);
        double belt = height * 0.6;
        double[] paint = Palette.body(look);
        double front = length / 2;
        double back = -length / 2;
        VehicleParts.beam(pen, front, half);
        pen.shadow(length, 2 * half, height);
        Hull body = new Hull(back, front, half, 0.36, back, front - 0.1, half - 0.03, belt);
        double top = look.between(0.1, 0.9);
        Hull cabin =
                new Hull(
                        -top,
                        front - 1.2,
                        half - 0.05,
                        belt,
                        -top + 0.15,
                        front - 1.9,
                        half - 0.2,
                        height);
        double[] roof = VehicleParts.roof(paint, pen.light);
        pen.hull(body, paint, roof);
        double bedEnd = (length / 2 - top - 0.1) / length;
        pen.panel(body, Face.TOP, 0.03, bedEnd, 0.08, 0.92, Palette.DARK);
        if (look.chance(0.5)) {
            Hull load =
                    Hull.box(
                            back + 0.2,
                            back + look.between(0.8, 1.6),
                            half * 0.7,
                            belt - 0.3,
                            belt + look.between(0.1, 0.6));
            double[] colour = Palette.loud(look);
            pen.hull(load, colour, colour);
        }
        pen.hull(cabin, paint, roof);
        for (Face side : new Face[] {Face.LEFT, Face.RIGHT}) {
            pen.panel(cabin, side, 0.08, 0.9, 0.12, 0.85, Palette.GLASS);
            pen.panel(body, side, 0, 1, 0, 0.15, Palette.DARK);
        }
        pen.panel(cabin, Face.FRONT, 0.06, 0.94, 0.06, 0.92, Palette.GLASS);
        pen.panel(cabin, Face.REAR, 0.1, 0.9, 0.15, 0.85, Palette.GLASS);
        pen.panel(body, Face.FRONT, 0.25, 0.75, 0.3, 0.75, Palette.DARK);
        pen.panel(body, Face.REAR, 0.35, 0.65, 0.3, 0.5, Palette.PLATE);
        VehicleParts.wheels(pen, back + length * 0.2, front - length * 0.18, half, 0.37);
        VehicleParts.lamps(pen, body, 0.66, 0.12, mover.speed() < 1.5, look.chance(0.45));
    }

    private static void flatbed(Dice look, Mover mover, Pen pen) {
        double length = look.between(5.6, 8.4);
        double half = look.between(1.05, 1.22);
        double front = length / 2;
        double back = -length / 2;
        double cabLength = look.between(1.6, 2.0);
        double[] cab = Palette.body(look);
        double[] side = look.chance(0.5) ? Palette.body(look) : Palette.STEEL;
        double rail = look.between(1.3, 2.0);
        double high = rail + look.between(-0.2, 0.9);
        double[] goods = look.chance(0.5) ? new double[] {0.38, 0.3, 0.2} : Palette.cloth(look);
        VehicleParts.beam(pen, front, half);
        pen.shadow(length, 2 * half, rail);
        Hull cabin = cabin(front, cabLength, half * 0.95, look.between(2.0, 2.6));
        Hull bed = Hull.box(back, front - cabLength - 0.2, half, 0.85, rail);
        Hull below = Hull.box(back + 0.2, front - cabLength, half * 0.75, 0.4, 0.85);
        Hull load =
                new Hull(
                        back + 0.3,
                        bed.front0() - 0.2,
                        half * 0.85,
                        rail - 0.4,
                        back + length * 0.2,
                        bed.front0() - length * 0.12,
                        half * 0.4,
                        high);
        boolean frontFirst = !pen.seesFront();
        if (frontFirst) {
            drawCabin(pen, cabin, cab);
        }
        pen.hull(below, Palette.DARK, Palette.DARK);
        pen.hull(bed, side, Palette.times(side, 0.4));
        for (Face face : new Face[] {Face.LEFT, Face.RIGHT}) {
            for (int i = 1; i < 5; i++) {
                pen.panel(bed, face, i * 0.2, i * 0.2 + 0.03, 0, 1, Palette.times(side, 0.7));
            }
        }
        pen.hull(load, goods, VehicleParts.roof(goods, pen.light));
        if (!frontFirst) {
            drawCabin(pen, cabin, cab);
        }
        VehicleParts.wheels(pen, back + length * 0.22, front - cabLength * 0.55, half, 0.46);
        lamps(look, pen, cabin, bed, mover);
    }

    private static void lamps(Dice look, Pen pen, Hull cabin, Hull rear, Mover mover) {
        VehicleParts.lamps(
                pen,
                pen.seesFront() ? cabin : rear,
                pen.seesFront() ? 0.22 : 0.1,
                0.13,
                mover.speed() < 1.5,
                look.chance(0.45));
    }
}
