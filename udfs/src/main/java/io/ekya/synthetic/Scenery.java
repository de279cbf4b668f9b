/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Solid.Block;
import io.ekya.synthetic.Solid.Crown;
import java.util.ArrayList;
import java.util.List;

/** The static objects of a street: ground, houses, trees, lamps. */
final class Scenery {
    private static final double LAMP_HEIGHT = 6.2;

    private final List<Solid> solids = new ArrayList<>();

    /** Positions (s, o) of the lamp heads at {@link #LAMP_HEIGHT}. */
    final List<double[]> lamps = new ArrayList<>();

    /** Direction to the sun: (s, o, z), of length 1. */
    final double[] sun;

    private final Layout layout;
    private final double far;
    private final boolean grass;
    private final boolean doubleLine;
    private final double asphalt;

    Scenery(Layout layout) {
        this.layout = layout;
        Dice dice = new Dice(layout.seed, 2, 0);
        far = layout.half + layout.pavement + dice.between(0.4, 2.2);
        grass = dice.chance(0.6);
        doubleLine = dice.chance(0.4);
        asphalt = dice.between(0.27, 0.38);
        double turn = dice.between(-2.6, -0.5);
        double height = dice.between(0.6, 1.0);
        double length = Math.hypot(1, height);
        sun = new double[] {Math.cos(turn) / length, Math.sin(turn) / length, height / length};
        houses(dice);
        lamps(dice);
        trees(dice);
        furniture(dice);
    }

    private void houses(Dice dice) {
        row(dice, layout.sideStreet + 5.6, 1);
        row(dice, layout.sideStreet - 5.6, -1);
        for (double o = far + 14; o < far + 50; o += 15) {
            for (int side = -1; side <= 1; side += 2) {
                double s = layout.sideStreet + side * 5.6;
                house(dice, s, s + side * 9, o, o + 14.6, dice.between(8, 15));
            }
        }
        house(dice, -40, 60, far + 62, far + 70, 17);
        house(dice, 100, 112, -30, far + 10, 15);
        double near = layout.half + layout.pavement + 11;
        for (double s = 24; s < 95; s += 15) {
            house(dice, s, s + 14, -near - 12, -near, dice.between(7, 14));
        }
    }

    private void row(Dice dice, double start, int way) {
        double s = start;
        while (Math.abs(s) < 95) {
            double width = dice.between(8, 15);
            double set = dice.chance(0.2) ? dice.between(0.5, 2) : 0;
            house(dice, s, s + way * width, far + set, far + 13, dice.between(7, 17));
            s += way * (width + (dice.chance(0.15) ? 2.5 : 0));
        }
    }

    private void house(Dice dice, double s0, double s1, double o0, double o1, double height) {
        solids.add(
                new Block(
                        Math.min(s0, s1),
                        Math.max(s0, s1),
                        o0,
                        o1,
                        0,
                        height,
                        Facades.house(dice.bits())));
    }

    private void lamps(Dice dice) {
        double spacing = dice.between(17, 24);
        double first = dice.between(-30, -14);
        for (double s = first; s < 90; s += spacing) {
            lamp(s, 1);
            lamp(s + spacing / 2, -1);
        }
    }

    private void lamp(double s, int side) {
        boolean inTheWay = side < 0 && Math.hypot(s - layout.viewpoint.s, layout.viewpoint.o) < 24;
        if (inTheWay || (Math.abs(s - layout.sideStreet) < 4.5 && side > 0)) {
            return;
        }
        double post = side * (layout.half + 0.45);
        double head = post - side * 1.3;
        Block.Facade metal = Facades.plain(0.24, 0.26, 0.27);
        block(s - 0.07, s + 0.07, post - 0.07, post + 0.07, 0, LAMP_HEIGHT, metal);
        block(
                s - 0.05,
                s + 0.05,
                Math.min(post, head),
                Math.max(post, head),
                LAMP_HEIGHT,
                LAMP_HEIGHT + 0.1,
                metal);
        block(
                s - 0.15,
                s + 0.15,
                head - 0.4,
                head + 0.4,
                LAMP_HEIGHT - 0.08,
                LAMP_HEIGHT + 0.08,
                Facades.shining(2.2, 1.8, 1.2));
        lamps.add(new double[] {s, head});
    }

    private void trees(Dice dice) {
        double spacing = dice.between(7, 13);
        if (dice.chance(0.8)) {
            for (double s = -20 + dice.between(0, 6); s < 80; s += spacing) {
                if (Math.abs(s - layout.sideStreet) > 5 && dice.chance(0.75)) {
                    tree(dice, s, layout.half + layout.pavement * 0.88, dice.between(4.5, 6.5));
                }
            }
        }
        for (double s = 16; s < 80; s += spacing * 1.4) {
            double o = -(layout.half + layout.pavement + dice.between(0.6, 3));
            tree(dice, s, o, dice.between(4, 6));
        }
    }

    private void tree(Dice dice, double s, double o, double height) {
        double hue = dice.unit();
        block(
                s - 0.13,
                s + 0.13,
                o - 0.13,
                o + 0.13,
                0,
                height - 1,
                Facades.plain(0.22, 0.17, 0.12));
        for (int i = 0; i < 4; i++) {
            solids.add(
                    new Crown(
                            s + dice.between(-0.9, 0.9),
                            o + dice.between(-0.7, 0.7),
                            height + dice.between(-0.9, 0.9),
                            dice.between(0.9, 1.5),
                            dice.bits(),
                            hue));
        }
    }

    private void furniture(Dice dice) {
        for (int side = -1; side <= 1; side += 2) {
            for (double s = -25; s < 50; s += dice.between(5, 12)) {
                double o = side * (layout.half + 0.5);
                if (Math.abs(s - layout.sideStreet) < 5
                        || Math.abs(s - layout.crossing - 1.5) < 2.5) {
                    continue;
                }
                switch (dice.below(4)) {
                    case 0 -> // a bin
                            block(s, s + 0.4, o, o + 0.4, 0, 0.95, Facades.plain(0.2, 0.28, 0.2));
                    case 1 -> { // a traffic sign
                        block(s, s + 0.07, o, o + 0.07, 0, 2.3, Facades.plain(0.5, 0.5, 0.5));
                        block(
                                s,
                                s + 0.06,
                                o - 0.28,
                                o + 0.35,
                                1.8,
                                2.4,
                                dice.chance(0.5)
                                        ? Facades.plain(0.15, 0.25, 0.65)
                                        : Facades.plain(0.7, 0.15, 0.13));
                    }
                    case 2 -> // a cabinet
                            block(s, s + 0.9, o, o + 0.35, 0, 1.1, Facades.plain(0.42, 0.44, 0.42));
                    default -> { // bollards
                        for (int i = 0; i < 3; i++) {
                            double at = s + i * 1.4;
                            block(
                                    at,
                                    at + 0.13,
                                    o,
                                    o + 0.13,
                                    0,
                                    0.9,
                                    Facades.plain(0.3, 0.3, 0.32));
                        }
                    }
                }
            }
        }
    }

    private void block(
            double s0, double s1, double o0, double o1, double z0, double z1, Block.Facade facade) {
        solids.add(new Block(s0, s1, o0, o1, z0, z1, facade));
    }

    /** Finds the first surface hit by a ray; {@code out} is the sky if there is none. */
    void trace(double[] from, double[] ray, double[] point, Surface out) {
        trace(solids, from, ray, point, out);
    }

    /** Finds the first surface hit by a ray among some of the solids. */
    void trace(List<Solid> among, double[] from, double[] ray, double[] point, Surface out) {
        out.clear();
        double best = ray[2] < -1e-6 ? -from[2] / ray[2] : Double.POSITIVE_INFINITY;
        Solid first = null;
        for (Solid solid : among) {
            double t = solid.hit(from, ray);
            if (t < best) {
                best = t;
                first = solid;
            }
        }
        out.depth = best;
        if (best == Double.POSITIVE_INFINITY || best > 400) {
            out.sky = true;
            out.depth = 400;
            return;
        }
        for (int i = 0; i < 3; i++) {
            point[i] = from[i] + best * ray[i];
        }
        if (first == null) {
            ground(point[0], point[1], out);
        } else {
            first.describe(point, out);
        }
    }

    /** Returns the solids that can be visible in a rectangle of the image. */
    List<Solid> inside(double x0, double y0, double x1, double y1) {
        List<Solid> found = new ArrayList<>();
        double[] p = new double[3];
        for (Solid solid : solids) {
            double[] least = solid.least();
            double[] most = solid.most();
            double left = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            boolean near = false;
            for (int corner = 0; corner < 8; corner++) {
                layout.viewpoint.project(
                        (corner & 1) == 0 ? least[0] : most[0],
                        (corner & 2) == 0 ? least[1] : most[1],
                        (corner & 4) == 0 ? least[2] : most[2],
                        p);
                near |= p[2] < 0.5;
                left = Math.min(left, p[0]);
                right = Math.max(right, p[0]);
                top = Math.min(top, p[1]);
                bottom = Math.max(bottom, p[1]);
            }
            if (near || (left <= x1 && right >= x0 && top <= y1 && bottom >= y0)) {
                found.add(solid);
            }
        }
        return found;
    }

    /** Returns whether a point is in shadow. */
    boolean shaded(double[] point) {
        for (Solid solid : solids) {
            if (solid.hit(point, sun) < Double.POSITIVE_INFINITY) {
                return true;
            }
        }
        return false;
    }

    /** Returns the light of the street lamps at a point, about 1 directly below one. */
    double lampLight(double[] point) {
        double sum = 0;
        double up = Math.max(0.6, LAMP_HEIGHT - point[2]);
        for (double[] lamp : lamps) {
            double ds = point[0] - lamp[0];
            double d0 = point[1] - lamp[1];
            double near = 1 + (ds * ds + d0 * d0) / (up * up);
            sum += 1 / (near * Math.sqrt(near));
        }
        return Math.min(1.6, sum);
    }

    private void ground(double s, double o, Surface out) {
        out.normal(0, 0, 1);
        long seed = layout.seed;
        double away = Math.abs(o);
        boolean side = o > layout.half && Math.abs(s - layout.sideStreet) < 3.4;
        double fine = Surface.grain(seed, s * 14, o * 14) - 0.5;
        if (away < layout.half || side) {
            double patch = Surface.grain(seed + 5, s / 5, o / 1.6) - 0.5;
            double tone = asphalt + 0.04 * fine + 0.035 * patch;
            out.paint(tone, tone, tone * 1.02);
            out.snow = 0.75;
            out.wet = 0.8 + patch * 0.5;
            if (side) {
                sideMarks(s, o, out);
            } else {
                marks(s, o, away, fine, out);
            }
        } else if (away < layout.half + 0.18) {
            out.paint(0.62, 0.61, 0.58);
            out.snow = 0.8;
            out.wet = 0.3;
        } else if (away < layout.half + layout.pavement || (o > 0 && !grass)) {
            boolean joint = frac(s / 0.9) < 0.07 || frac(o / 0.9) < 0.07;
            double slab = Surface.grain(seed + 9, s / 0.9, o / 0.9);
            double tone = (joint ? 0.40 : 0.49 + 0.05 * slab) + 0.03 * fine;
            out.paint(tone, tone * 0.985, tone * 0.95);
            out.snow = 0.9;
            out.wet = 0.4;
        } else {
            double blade = 0.8 + 0.5 * (fine + 0.5) - 0.2 * Surface.grain(seed, s, o);
            out.paint(0.25 * blade, 0.36 * blade, 0.16 * blade);
            out.snow = 1;
            out.wet = 0.05;
        }
    }

    private void marks(double s, double o, double away, double fine, Surface out) {
        double edge = layout.half - layout.cycleStrip;
        if (away > edge && layout.colouredStrip) {
            out.paint(0.47 + 0.04 * fine, 0.26, 0.22);
        }
        boolean zebra = s > layout.crossing && s < layout.crossing + 3;
        boolean painted;
        if (zebra) {
            painted = frac(o / 1.0) < 0.5;
        } else if (s > layout.crossing - 5 && s < layout.crossing + 8 && away < edge) {
            painted = s < layout.crossing - 1 && s > layout.crossing - 1.4 && o < 0;
        } else if (away < 0.3) {
            painted = doubleLine ? away > 0.08 && away < 0.2 : away < 0.07 && frac(s / 6) < 0.55;
        } else if (Math.abs(away - edge) < 0.08) {
            painted = frac(s / 2) < 0.6;
        } else {
            painted =
                    layout.lanesEachWay == 2
                            && Math.abs(away - edge / 2) < 0.07
                            && frac(s / 7) < 0.45;
        }
        if (painted && Surface.grain(layout.seed + 11, s * 5, o * 5) > 0.12) {
            out.paint(0.78, 0.78, 0.75);
        }
    }

    private void sideMarks(double s, double o, Surface out) {
        boolean line = Math.abs(s - layout.sideStreet) < 0.07 && frac(o / 5) < 0.5;
        boolean stop = o > layout.half + 0.5 && o < layout.half + 0.9 && s < layout.sideStreet;
        if (line || stop) {
            out.paint(0.75, 0.75, 0.72);
        }
    }

    private static double frac(double x) {
        return x - Math.floor(x);
    }
}
