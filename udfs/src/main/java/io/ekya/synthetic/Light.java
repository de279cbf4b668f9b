/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * The lighting in given conditions. Colours are red, green, blue; 1 is white paper in full light.
 */
final class Light {
    /** 0 at night, 1 by day. */
    final double day;

    /** 0 by day, 1 when the street lamps are fully on. */
    final double lamps;

    /** Whether vehicles have their lights on. */
    final boolean headlights;

    final double[] ambient;
    final double[] sun;
    final double[] zenith;
    final double[] horizon;
    final double[] haze;

    /** Extinction by fog, rain and snow, per metre. */
    final double extinction;

    /** Exposure factor of the camera, so that images have about the same brightness. */
    final double exposure;

    /** Black level subtracted from all colours, 0..255, to compensate for contrast lost by haze. */
    final double blackLevel;

    final double wet;
    final double snow;
    final double rain;

    Light(SceneConditions now) {
        double hour = now.hour();
        day = ramp(hour, 5.2, 8) * (1 - ramp(hour, 17.2, 20.6));
        double low = day * (1 - day) * 4;
        double cover =
                Math.min(1, Math.max(Math.max(now.rain() * 2, now.fog() * 2), now.snow() * 2));
        lamps = 1 - ramp(day, 0.2, 0.55);
        headlights = day < 0.5 || now.rain() > 0.35 || now.fog() > 0.3 || now.snow() > 0.4;
        double[] clear = colour(0.58, 0.61, 0.66);
        double[] covered = colour(0.66, 0.68, 0.70);
        double[] night = colour(0.13, 0.14, 0.19);
        ambient = mix(night, mix(clear, covered, cover), day);
        ambient[0] += low * 0.03 * (1 - cover);
        ambient[2] += low * 0.02;
        double sunlight = day * day * (1 - cover);
        sun = colour(0.58 * sunlight + low * 0.08, 0.55 * sunlight, 0.48 * sunlight * day);
        double grey = 0.62 + 0.12 * now.snow();
        zenith =
                mix(
                        mix(colour(0.035, 0.04, 0.08), colour(0.07, 0.065, 0.07), cover),
                        mix(colour(0.36, 0.56, 0.84), colour(grey, grey, grey * 1.03), cover),
                        day);
        horizon =
                mix(
                        mix(colour(0.11, 0.10, 0.13), colour(0.14, 0.125, 0.115), cover),
                        mix(colour(0.74, 0.83, 0.92), colour(0.76, 0.77, 0.78), cover),
                        day);
        horizon[0] += low * 0.30 * (1 - cover);
        horizon[1] += low * 0.10 * (1 - cover);
        zenith[2] += low * 0.08 * (1 - cover);
        haze = mix(colour(0.15, 0.135, 0.125), colour(0.66, 0.67, 0.69), day);
        extinction =
                0.0008
                        + 0.022 * now.fog() * now.fog()
                        + 0.004 * now.fog()
                        + 0.004 * now.rain()
                        + 0.007 * now.snow();
        double bright = 0.33 * (ambient[0] + ambient[1] + ambient[2]) + 0.45 * sun[1];
        exposure = 0.97 * Math.pow(bright + 0.32 * lamps, -0.6);
        blackLevel = 0.7 * 255 * haze[1] * (1 - transmission(22));
        wet = Math.min(1, now.rain() * 1.6);
        snow = Math.min(1, now.snow() * 1.5);
        rain = now.rain();
    }

    /** Returns the share of light that reaches the camera from a depth in metres. */
    double transmission(double depth) {
        double x = extinction * depth;
        return 1 / (1 + x * (1 + x * (0.5 + x * (1.0 / 6 + x / 24))));
    }

    private static double ramp(double x, double from, double to) {
        double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }

    private static double[] colour(double r, double g, double b) {
        return new double[] {r, g, b};
    }

    private static double[] mix(double[] a, double[] b, double t) {
        double[] c = new double[3];
        for (int i = 0; i < 3; i++) {
            c[i] = a[i] + t * (b[i] - a[i]);
        }
        return c;
    }
}
