/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Solid.Block.Facade;

/** Textures of buildings and street furniture. */
final class Facades {
    private static final double STOREY = 3.1;

    private Facades() {}

    /** Returns a facade of one colour. */
    static Facade plain(double r, double g, double b) {
        return (u, z, top, out) -> out.paint(r, g, b);
    }

    /** Returns a light source, such as a lamp's head or an illuminated sign. */
    static Facade shining(double r, double g, double b) {
        return (u, z, top, out) -> {
            out.paint(0.7, 0.7, 0.68);
            out.glow(r, g, b);
        };
    }

    /** Returns a house with rows of windows above shops. */
    static Facade house(long seed) {
        Dice dice = new Dice(seed, 7, 0);
        double tone = dice.between(0.35, 0.75);
        double warm = dice.between(-0.06, 0.14);
        double bay = dice.between(2.2, 3.4);
        double glass = dice.between(0.38, 0.62);
        double low = dice.between(0.22, 0.34);
        double[] awning = {dice.between(0.1, 0.7), dice.between(0.1, 0.6), dice.between(0.1, 0.6)};
        double[] sign = {dice.between(0.3, 1), dice.between(0.3, 1), dice.between(0.2, 0.9)};
        boolean brick = dice.chance(0.4);
        return (u, z, top, out) -> {
            double grain = 0.94 + 0.12 * Surface.grain(seed, u * 3, z * 6);
            double wall = tone * grain;
            out.paint(wall + warm, wall + warm * (brick ? -0.2 : 0.4), wall - warm);
            if (top) {
                return;
            }
            double column = u / bay;
            double row = z / STOREY;
            double x = column - Math.floor(column);
            double y = row - Math.floor(row);
            if (row < 1) {
                shop(u, z, x, awning, sign, seed, out);
            } else if (Math.abs(x - 0.5) < glass / 2 && y > low && y < low + 0.55) {
                window(Math.floor(column), Math.floor(row), x, y, seed, out);
            } else if (y < 0.06) {
                out.paint(wall * 0.8, wall * 0.8, wall * 0.8);
                out.snow = 0.7;
            }
        };
    }

    private static void window(
            double column, double row, double x, double y, long seed, Surface out) {
        double grain = Surface.grain(seed + 1, column, row);
        boolean frame = Math.abs(x - 0.5) < 0.025;
        double sky = 0.16 + 0.22 * y * grain;
        out.paint(frame ? 0.6 : sky, frame ? 0.6 : sky * 1.1, frame ? 0.6 : sky * 1.25);
        if (grain < 0.34 && !frame) {
            double bright = 0.35 + grain;
            out.glow(bright, bright * 0.8, bright * (grain < 0.08 ? 0.95 : 0.45));
        }
    }

    private static void shop(
            double u, double z, double x, double[] awning, double[] sign, long seed, Surface out) {
        boolean open = Surface.grain(seed + 2, u / 7, 0) < 0.55;
        if (z > 2.5) {
            out.paint(awning[0], awning[1], awning[2]);
            out.snow = 0.4;
            if (open) {
                out.glow(sign[0] * 0.5, sign[1] * 0.5, sign[2] * 0.5);
            }
        } else if (z > 0.5 && Math.abs(x - 0.5) < 0.43) {
            double goods = Surface.grain(seed + 3, u * 2.5, z * 2.5);
            out.paint(0.14 + 0.16 * goods, 0.15 + 0.13 * goods, 0.17 + 0.1 * goods);
            if (open) {
                double bright = 0.5 + 0.3 * goods;
                out.glow(bright, bright * 0.88, bright * 0.6);
            }
        }
    }
}
