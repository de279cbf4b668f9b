/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/** Colours of objects, as red, green and blue of 0..1. */
final class Palette {
    static final double[] GLASS = {0.10, 0.12, 0.14};
    static final double[] TYRE = {0.06, 0.06, 0.065};
    static final double[] DARK = {0.10, 0.10, 0.105};
    static final double[] STEEL = {0.42, 0.43, 0.45};
    static final double[] PLATE = {0.8, 0.8, 0.72};
    static final double[] HEADLIGHT = {1.0, 0.95, 0.80};
    static final double[] TAIL_LIGHT = {1.0, 0.10, 0.06};
    static final double[] FLAKES = {0.92, 0.93, 0.95};

    private static final double[][] BODIES = {
        {0.82, 0.82, 0.82}, {0.80, 0.81, 0.80}, {0.55, 0.56, 0.58}, {0.35, 0.36, 0.38},
        {0.11, 0.11, 0.12}, {0.13, 0.14, 0.17}, {0.14, 0.20, 0.40}, {0.20, 0.34, 0.55},
        {0.55, 0.09, 0.09}, {0.62, 0.13, 0.10}, {0.13, 0.27, 0.17}, {0.52, 0.44, 0.32},
        {0.72, 0.56, 0.12}, {0.24, 0.16, 0.13}, {0.66, 0.64, 0.58},
    };

    private Palette() {}

    /** Returns a random colour of vehicles. */
    static double[] body(Dice dice) {
        return vary(BODIES[dice.below(BODIES.length)], dice, 0.05);
    }

    /** Returns a random bright colour, as of advertisements and liveries. */
    static double[] loud(Dice dice) {
        return new double[] {
            dice.between(0.08, 0.85), dice.between(0.08, 0.75), dice.between(0.08, 0.8)
        };
    }

    /** Returns a random, mostly dull colour of clothes. */
    static double[] cloth(Dice dice) {
        double grey = dice.between(0.07, 0.5);
        double strength = dice.chance(0.35) ? 0.35 : 0.08;
        return new double[] {
            clamp(grey + dice.between(-strength, strength)),
            clamp(grey + dice.between(-strength, strength)),
            clamp(grey + dice.between(-strength, strength))
        };
    }

    /** Returns a random skin colour. */
    static double[] skin(Dice dice) {
        double tone = dice.between(0.3, 0.85);
        return new double[] {tone, tone * 0.75, tone * 0.6};
    }

    /** Returns a random colour of hair, hats or helmets. */
    static double[] head(Dice dice, boolean helmet) {
        return helmet ? loud(dice) : vary(new double[] {0.2, 0.15, 0.1}, dice, 0.12);
    }

    /** Returns the colour with each channel varied at random. */
    static double[] vary(double[] colour, Dice dice, double by) {
        return new double[] {
            clamp(colour[0] + dice.between(-by, by)),
            clamp(colour[1] + dice.between(-by, by)),
            clamp(colour[2] + dice.between(-by, by))
        };
    }

    /** Interpolates between two colours. */
    static double[] mix(double[] a, double[] b, double t) {
        return new double[] {
            a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])
        };
    }

    /** Returns the colour scaled in brightness. */
    static double[] times(double[] a, double f) {
        return new double[] {clamp(a[0] * f), clamp(a[1] * f), clamp(a[2] * f)};
    }

    private static double clamp(double x) {
        return Math.max(0.02, Math.min(0.95, x));
    }
}
