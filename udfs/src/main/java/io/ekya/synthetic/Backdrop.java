/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import java.util.List;

/**
 * The static part of the image. Materials, shadows and depths are ray-traced once; {@link #relight}
 * computes their colours when light or weather changes.
 */
final class Backdrop {
    private static final int SAMPLES = 4;
    private static final int TILE = 16;

    final int width;
    final int height;

    /** Colours in the current light, 0..255, and above for light sources. */
    final float[] red;

    final float[] green;
    final float[] blue;

    /**
     * Distance in metres to surfaces that can hide an object, and their coverage of the pixel,
     * 0..1.
     */
    final float[] hidingDepth;

    final float[] hidingPart;

    /** Whether the sun reaches the pixel, 0..1. */
    final float[] sunlit;

    /** Light of the street lamps. */
    final float[] lampLight;

    private final float[][] paint;
    private final float[][] glow;
    private final float[][] mirror;
    private final float[] lambert;
    private final float[] openness;
    private final float[] snow;
    private final float[] wet;
    private final float[] depth;
    private final float[] skyPart;
    private final float[] skyHeight;
    private final float[] drift;

    private final double[] ray = new double[3];
    private final double[] point = new double[3];
    private final double[] lifted = new double[3];
    private final double[] bounced = new double[3];
    private final Surface hit = new Surface();
    private final Surface mirrored = new Surface();

    Backdrop(Scenery scenery, Layout layout, int frameWidth, int frameHeight) {
        width = frameWidth + 2 * Viewpoint.MARGIN;
        height = frameHeight + 2 * Viewpoint.MARGIN;
        int n = width * height;
        red = new float[n];
        green = new float[n];
        blue = new float[n];
        hidingDepth = new float[n];
        hidingPart = new float[n];
        sunlit = new float[n];
        lampLight = new float[n];
        paint = new float[3][n];
        glow = new float[3][n];
        mirror = new float[3][n];
        lambert = new float[n];
        openness = new float[n];
        snow = new float[n];
        wet = new float[n];
        depth = new float[n];
        skyPart = new float[n];
        skyHeight = new float[n];
        drift = new float[n];
        trace(scenery, layout);
    }

    private void trace(Scenery scenery, Layout layout) {
        int m = Viewpoint.MARGIN;
        for (int y = 0; y < height; y += TILE) {
            for (int x = 0; x < width; x += TILE) {
                List<Solid> here =
                        scenery.inside(x - m - 1, y - m - 1, x - m + TILE + 1, y - m + TILE + 1);
                for (int i = 0; i < TILE * TILE; i++) {
                    int column = x + i % TILE;
                    int row = y + i / TILE;
                    if (column < width && row < height) {
                        trace(scenery, here, layout, column, row);
                    }
                }
            }
        }
    }

    private void trace(Scenery scenery, List<Solid> here, Layout layout, int x, int y) {
        Viewpoint view = layout.viewpoint;
        double[] eye = {view.s, view.o, view.z};
        int i = y * width + x;
        for (int k = 0; k < SAMPLES; k++) {
            double dx = (k & 1) * 0.5 + 0.25 - Viewpoint.MARGIN;
            double dy = (k >> 1) * 0.5 + 0.25 - Viewpoint.MARGIN;
            view.ray(x + dx, y + dy, ray);
            scenery.trace(here, eye, ray, point, hit);
            if (hit.sky) {
                add(skyPart, i, 1);
                add(skyHeight, i, ray[2]);
                continue;
            }
            addMaterial(i, hit);
            double patch = Surface.cloud(layout.seed + 21, point[0], point[1] / 0.6);
            add(drift, i, patch);
            if (k == i % SAMPLES) {
                lift(point, hit, lifted);
                shine(i, scenery);
                if (hit.wet > 0) {
                    reflect(scenery, i, hit.wet);
                }
            }
        }
        if (skyPart[i] < 1) {
            depth[i] /= 1 - skyPart[i];
        }
        if (hidingPart[i] > 0) {
            hidingDepth[i] /= hidingPart[i];
        }
    }

    /** Computes sunlight and lamplight from one sample of the pixel. */
    private void shine(int i, Scenery scenery) {
        double facing =
                hit.normalS * scenery.sun[0]
                        + hit.normalO * scenery.sun[1]
                        + hit.normalZ * scenery.sun[2];
        boolean lit = facing > 0 && !scenery.shaded(lifted);
        sunlit[i] = lit ? 1 : 0;
        lambert[i] = (float) (lit ? facing : 0);
        lampLight[i] = (float) (scenery.lampLight(lifted) * (0.55 + 0.45 * hit.normalZ));
    }

    private static void lift(double[] point, Surface hit, double[] lifted) {
        lifted[0] = point[0] + 0.01 * hit.normalS;
        lifted[1] = point[1] + 0.01 * hit.normalO;
        lifted[2] = point[2] + 0.01 * hit.normalZ;
    }

    private void addMaterial(int i, Surface hit) {
        add(paint[0], i, hit.red);
        add(paint[1], i, hit.green);
        add(paint[2], i, hit.blue);
        add(glow[0], i, hit.glowRed);
        add(glow[1], i, hit.glowGreen);
        add(glow[2], i, hit.glowBlue);
        add(openness, i, 0.72 + 0.28 * hit.normalZ);
        add(snow, i, hit.snow);
        add(wet, i, hit.wet);
        add(depth, i, hit.depth);
        if (hit.hides) {
            hidingPart[i] += 1f / SAMPLES;
            hidingDepth[i] += (float) (hit.depth / SAMPLES);
        }
    }

    /** Computes the reflection in wet ground from one sample of the pixel. */
    private void reflect(Scenery scenery, int i, double strength) {
        double ripple = (Surface.grain(77, i, 3) - 0.5) * 0.12;
        bounced[0] = ray[0];
        bounced[1] = ray[1];
        bounced[2] = -ray[2] * (1 + ripple);
        scenery.trace(lifted, bounced, point, mirrored);
        if (mirrored.sky) {
            mirrored.paint(0.85, 0.85, 0.85);
        }
        double part = 0.35 * strength;
        mirror[0][i] =
                (float) (part * mirrored.red + 0.3 * strength * Math.min(1.2, mirrored.glowRed));
        mirror[1][i] =
                (float)
                        (part * mirrored.green
                                + 0.3 * strength * Math.min(1.2, mirrored.glowGreen));
        mirror[2][i] =
                (float) (part * mirrored.blue + 0.3 * strength * Math.min(1.2, mirrored.glowBlue));
    }

    private static void add(float[] plane, int i, double value) {
        plane[i] += (float) (value / SAMPLES);
    }

    /** Computes the colours in a light. */
    void relight(Light light) {
        float[][] planes = {red, green, blue};
        float snowy = (float) light.snow;
        float wetness = (float) light.wet;
        float lampsOn = (float) light.lamps;
        float glowing = 0.12f + 0.88f * lampsOn;
        float[] lampTint = {0.78f, 0.68f, 0.50f};
        for (int c = 0; c < 3; c++) {
            float ambient = (float) light.ambient[c];
            float sun = (float) light.sun[c];
            float zenith = (float) light.zenith[c];
            float horizon = (float) light.horizon[c];
            float haze = (float) light.haze[c];
            float lamp = lampTint[c] * lampsOn;
            float mirrorLight = wetness * (0.25f + 0.75f * Math.max(ambient, lampsOn * 0.9f));
            float[] out = planes[c];
            float[] painted = paint[c];
            float[] shining = glow[c];
            float[] mirrored = mirror[c];
            for (int i = 0; i < out.length; i++) {
                float solid = 1 - skyPart[i];
                float white = Math.min(1, snow[i] * snowy * (0.6f + 0.8f * drift[i]));
                float albedo = painted[i] + white * (0.90f * solid - painted[i]);
                albedo *= 1 - 0.42f * wetness * wet[i];
                float lit = ambient * openness[i] + sun * lambert[i] + lamp * lampLight[i];
                float colour = albedo * lit + shining[i] * glowing + mirrored[i] * mirrorLight;
                float through = (float) light.transmission(depth[i]);
                float sky = Math.min(1, skyHeight[i] * 2.2f);
                float above = horizon * skyPart[i] + sky * (zenith - horizon);
                colour = (colour - haze * solid) * through + haze * solid;
                float hazySky = (float) Math.min(1, light.extinction * 40);
                colour += above + hazySky * skyPart[i] * (haze - horizon);
                out[i] = 255 * colour;
            }
        }
    }
}
