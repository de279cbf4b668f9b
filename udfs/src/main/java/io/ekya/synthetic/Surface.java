/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/** The material of a point hit by a ray. Mutable, reused between rays. */
final class Surface {
    double depth;
    double red;
    double green;
    double blue;
    double normalS;
    double normalO;
    double normalZ;

    /** Snow cover when it snows, 0..1. */
    double snow;

    /** Reflectivity when wet, 0..1. */
    double wet;

    /** Emitted light when the street lamps are on. */
    double glowRed;

    double glowGreen;
    double glowBlue;

    /** Whether objects can be hidden behind it. */
    boolean hides;

    boolean sky;

    void paint(double r, double g, double b) {
        red = r;
        green = g;
        blue = b;
    }

    void glow(double r, double g, double b) {
        glowRed = r;
        glowGreen = g;
        glowBlue = b;
    }

    void normal(double s, double o, double z) {
        normalS = s;
        normalO = o;
        normalZ = z;
    }

    void clear() {
        depth = Double.POSITIVE_INFINITY;
        paint(0, 0, 0);
        glow(0, 0, 0);
        normal(0, 0, 1);
        snow = 0;
        wet = 0;
        hides = false;
        sky = false;
    }

    /** Returns smooth noise of 0..1, interpolated between the cells of a texture. */
    static double cloud(long seed, double a, double b) {
        double fa = a - Math.floor(a);
        double fb = b - Math.floor(b);
        double low = grain(seed, a, b) * (1 - fa) + grain(seed, a + 1, b) * fa;
        double high = grain(seed, a, b + 1) * (1 - fa) + grain(seed, a + 1, b + 1) * fa;
        return low * (1 - fb) + high * fb;
    }

    /** Returns noise of 0..1, constant per cell of a texture. */
    static double grain(long seed, double a, double b) {
        long z =
                Dice.mix(
                        seed ^ ((long) Math.floor(a) * 0x1F123BB5L) ^ ((long) Math.floor(b) << 33));
        return (z >>> 11) * 0x1p-53;
    }
}
