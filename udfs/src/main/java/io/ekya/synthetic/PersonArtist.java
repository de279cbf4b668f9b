/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/** Draws pedestrians and riders. */
final class PersonArtist {

    private PersonArtist() {}

    static void draw(Dice look, Mover mover, Pen pen) {
        boolean child = look.chance(0.12);
        double height = child ? look.between(1.1, 1.4) : look.between(1.55, 1.92);
        double build = look.between(0.85, 1.25);
        double[] top = Palette.cloth(look);
        double[] legs = Palette.cloth(look);
        double[] skin = Palette.skin(look);
        double[] hair = Palette.head(look, look.chance(0.2));
        boolean coat = look.chance(0.3);
        boolean pack = look.chance(0.25);
        boolean bag = look.chance(0.25);
        boolean umbrella = look.chance(0.55) && pen.light.rain > 0.25;
        double[] canopy = Palette.cloth(look);
        boolean trolley = look.chance(0.12);
        double hip = height * 0.5;
        double shoulder = height * 0.81;
        double stride = 2 * Math.PI * mover.travelled() / (height * 0.85);
        double swing = mover.speed() > 0.2 ? Math.sin(stride) : 0.15;
        double step = 0.17 * height * swing;

        pen.shadow(0.5, 0.5, height);
        pen.rod(0, -0.09, hip, -step, -0.1, 0.05, 0.085 * build, Palette.times(legs, 0.8));
        pen.rod(0, 0.09, hip, step, 0.1, 0.05, 0.085 * build, legs);
        pen.rod(0.02, -0.22 * build, shoulder, step * 0.8, -0.25, hip, 0.055, top);
        pen.rod(0, 0, hip + (coat ? -0.28 : 0), 0.02, 0, shoulder - 0.06, 0.19 * build, top);
        pen.rod(0.02, 0.22 * build, shoulder, -step * 0.8, 0.25, hip, 0.055, top);
        pen.rod(0.03, 0, height - 0.14, 0.03, 0, height - 0.13, 0.115, skin);
        pen.rod(0, 0, height - 0.09, -0.02, 0, height - 0.07, 0.105, hair);
        if (pack) {
            pen.rod(-0.2, 0, hip + 0.15, -0.2, 0, shoulder - 0.08, 0.14, canopy);
        }
        if (bag) {
            pen.rod(0, 0.32, hip - 0.25, 0.1, 0.32, hip - 0.05, 0.1, canopy);
        }
        if (trolley) {
            pen.rod(-0.55, 0.2, 0.2, -0.45, 0.2, 0.6, 0.15, canopy);
            pen.rod(-0.45, 0.2, 0.6, -0.1, 0.22, hip, 0.02, Palette.DARK);
        }
        if (umbrella) {
            pen.rod(0.1, 0.1, hip + 0.2, 0.1, 0.1, height + 0.2, 0.02, Palette.DARK);
            for (int i = 0; i < 6; i++) {
                double a = i * Math.PI / 3;
                pen.rod(
                        0.1,
                        0.1,
                        height + 0.22,
                        0.1 + 0.42 * Math.cos(a),
                        0.1 + 0.42 * Math.sin(a),
                        height + 0.1,
                        0.11,
                        canopy);
            }
        }
    }

    /** The posture of a rider: positions of hip, shoulders, hands and feet. */
    record Seat(
            double hipL,
            double hipZ,
            double shoulderL,
            double shoulderZ,
            double handL,
            double handZ,
            double footL,
            double footZ) {}

    /** Draws a rider; {@code turn} rotates the feet with the pedals, radius 0 keeps them still. */
    static void ride(Dice look, Pen pen, Seat seat, double turn, double radius, boolean helmet) {
        double[] top = Palette.cloth(look);
        double[] legs = Palette.cloth(look);
        double[] skin = Palette.skin(look);
        double[] hat = Palette.head(look, helmet);
        double build = look.between(0.9, 1.2);
        boolean pack = look.chance(0.3);
        for (int side = -1; side <= 1; side += 2) {
            double angle = turn + (side > 0 ? Math.PI : 0);
            double footL = seat.footL() + radius * Math.cos(angle);
            double footZ = seat.footZ() + radius * Math.sin(angle);
            double kneeL = (seat.hipL() + footL) / 2 + 0.2;
            double kneeZ = (seat.hipZ() + footZ) / 2 + 0.09;
            double w = side * 0.12;
            pen.rod(seat.hipL(), w, seat.hipZ(), kneeL, w, kneeZ, 0.085 * build, legs);
            pen.rod(kneeL, w, kneeZ, footL, w, footZ, 0.065 * build, legs);
        }
        pen.rod(
                seat.hipL(),
                0,
                seat.hipZ() + 0.05,
                seat.shoulderL(),
                0,
                seat.shoulderZ(),
                0.18 * build,
                top);
        for (int side = -1; side <= 1; side += 2) {
            pen.rod(
                    seat.shoulderL(),
                    side * 0.2,
                    seat.shoulderZ(),
                    seat.handL(),
                    side * 0.24,
                    seat.handZ(),
                    0.055,
                    top);
        }
        double headL = seat.shoulderL() + 0.1;
        double headZ = seat.shoulderZ() + 0.27;
        pen.rod(headL, 0, headZ, headL, 0, headZ + 0.02, helmet ? 0.13 : 0.11, skin);
        pen.rod(headL - 0.02, 0, headZ + 0.05, headL - 0.02, 0, headZ + 0.07, 0.12, hat);
        if (pack) {
            pen.rod(
                    seat.hipL() - 0.15,
                    0,
                    seat.hipZ() + 0.25,
                    seat.shoulderL() - 0.2,
                    0,
                    seat.shoulderZ() - 0.08,
                    0.14,
                    Palette.loud(look));
        }
    }
}
