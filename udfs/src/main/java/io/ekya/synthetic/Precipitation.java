/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/** Draws rain streaks and snowflakes. */
final class Precipitation {

    private Precipitation() {}

    /** Draws the precipitation at a point in time. */
    static void draw(Canvas canvas, SceneConditions now, Light light, long seed, double seconds) {
        double scale = canvas.height / 180.0;
        double size = canvas.width * (double) canvas.height / (320 * 180);
        double brightness = 70 + 120 * light.day + 40 * light.lamps;
        int streaks = (int) (now.rain() * 150 * Math.sqrt(size));
        Dice dice = new Dice(seed, 31, (long) (seconds * 1000));
        double slant = 0.12 + 0.1 * new Dice(seed, 30, 0).between(-1, 1);
        for (int i = 0; i < streaks; i++) {
            double x = dice.between(-20, canvas.width + 20);
            double y = dice.between(-20, canvas.height);
            double length = dice.between(5, 16) * scale;
            double alpha = dice.between(0.06, 0.30) * (0.5 + 0.5 * now.rain());
            canvas.streak(x, y, length, slant, brightness, alpha);
        }
        int flakes = (int) (now.snow() * 260 * Math.sqrt(size));
        for (int i = 0; i < flakes; i++) {
            Dice flake = new Dice(seed, 32, i);
            double near = flake.unit();
            double fall = (16 + 60 * near) * scale;
            double x = flake.unit() * canvas.width + seconds * (6 + 22 * near) * scale;
            x += 3 * Math.sin(seconds * flake.between(0.8, 2.5) + i);
            double y = flake.unit() * canvas.height + seconds * fall;
            canvas.flake(
                    x % canvas.width,
                    y % canvas.height,
                    (0.45 + 1.15 * near * near) * scale,
                    brightness + 40,
                    0.55 + 0.35 * near);
        }
    }
}
