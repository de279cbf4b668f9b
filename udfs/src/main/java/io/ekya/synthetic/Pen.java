/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * Draws the parts of one object with its position, lighting and atmospheric haze. Colours are red,
 * green, blue of 0..1.
 */
final class Pen {
    private static final double[] LAMP_TINT = {0.78, 0.68, 0.50};
    private static final Hull.Face[] FACES = Hull.Face.values();

    private final Canvas canvas;
    private final Viewpoint view;
    private final Backdrop backdrop;
    private final double[] sunDirection;
    private final double[] p = new double[3];
    private final double[] q = new double[3];
    private final double[] local = new double[3];
    private final double[][] corners = new double[4][3];
    private final double[] xs = new double[16];
    private final double[] ys = new double[16];
    private final double[] lamp = new double[3];

    Light light;
    private double s;
    private double o;
    private double cos;
    private double sin;
    private double shakeX;
    private double shakeY;
    private double sunlit;
    private double lampLight;
    private double through;

    /** Bounding box of the current object in pixels, not clipped to the image. */
    double left;

    double right;
    double top;
    double bottom;

    /** Depth of the current object, in metres. */
    double depth;

    Pen(Canvas canvas, Viewpoint view, Backdrop backdrop, double[] sunDirection, Light light) {
        this.canvas = canvas;
        this.view = view;
        this.backdrop = backdrop;
        this.sunDirection = sunDirection;
        this.light = light;
    }

    /** Shifts the image by whole pixels, like the backdrop. */
    void shake(int x, int y) {
        shakeX = -x;
        shakeY = -y;
    }

    /** Positions the pen at an object; returns false if it is too near or behind the camera. */
    boolean moveTo(Mover mover) {
        s = mover.s();
        o = mover.o();
        cos = Math.cos(mover.heading());
        sin = Math.sin(mover.heading());
        view.project(s, o, 0, p);
        depth = p[2];
        if (depth < 6) {
            return false;
        }
        sunlit = canvas.backdropAt(backdrop.sunlit, p[0], p[1]);
        lampLight = canvas.backdropAt(backdrop.lampLight, p[0], p[1]);
        through = light.transmission(depth);
        left = Double.MAX_VALUE;
        top = Double.MAX_VALUE;
        right = -Double.MAX_VALUE;
        bottom = -Double.MAX_VALUE;
        return true;
    }

    /** Returns the pixels per metre at the object. */
    double scale() {
        return view.pixelsPerMetre(depth);
    }

    private void place(double l, double w, double z, double[] out) {
        view.project(s + l * cos - w * sin, o + l * sin + w * cos, z, out);
        out[0] += shakeX;
        out[1] += shakeY;
    }

    private void reach(double x, double y, double by) {
        left = Math.min(left, x - by);
        right = Math.max(right, x + by);
        top = Math.min(top, y - by);
        bottom = Math.max(bottom, y + by);
    }

    private boolean faces(double nl, double nw, double nz, double[] at) {
        double ns = nl * cos - nw * sin;
        double n0 = nl * sin + nw * cos;
        double ps = s + at[0] * cos - at[1] * sin;
        double p0 = o + at[0] * sin + at[1] * cos;
        return ns * (view.s - ps) + n0 * (view.o - p0) + nz * (view.z - at[2]) > 0;
    }

    /** Returns the colour, 0..255, of a surface with this normal, including light and haze. */
    private double lit(int channel, double colour, double nl, double nw, double nz) {
        double ns = nl * cos - nw * sin;
        double n0 = nl * sin + nw * cos;
        double facing =
                Math.max(0, ns * sunDirection[0] + n0 * sunDirection[1] + nz * sunDirection[2]);
        double brightness =
                light.ambient[channel] * (0.66 + 0.34 * nz)
                        + light.sun[channel] * facing * sunlit
                        + LAMP_TINT[channel] * lampLight * light.lamps * (0.42 + 0.4 * nz);
        return 255 * (light.haze[channel] + through * (colour * brightness - light.haze[channel]));
    }

    /** Draws all visible faces of a hull; the top can have another colour. */
    void hull(Hull hull, double[] colour, double[] topColour) {
        for (Hull.Face face : FACES) {
            panel(hull, face, 0, 1, 0, 1, face == Hull.Face.TOP ? topColour : colour);
        }
    }

    /** Draws a part of one face of a hull if that face is visible. */
    void panel(
            Hull hull,
            Hull.Face face,
            double u0,
            double u1,
            double v0,
            double v1,
            double[] colour) {
        hull.point(face, u0, v0, corners[0]);
        hull.point(face, u1, v0, corners[1]);
        hull.point(face, u1, v1, corners[2]);
        hull.point(face, u0, v1, corners[3]);
        double nl = face == Hull.Face.FRONT ? 1 : face == Hull.Face.REAR ? -1 : 0;
        double nw = face == Hull.Face.LEFT ? 1 : face == Hull.Face.RIGHT ? -1 : 0;
        double nz = face == Hull.Face.TOP ? 1 : 0;
        if (face == Hull.Face.FRONT || face == Hull.Face.REAR) {
            double slope = nl > 0 ? hull.front0() - hull.front1() : hull.back1() - hull.back0();
            double length = Math.hypot(slope, hull.z1() - hull.z0());
            nz = slope / length;
            nl *= (hull.z1() - hull.z0()) / length;
        }
        if (!faces(nl, nw, nz, corners[0])) {
            return;
        }
        for (int i = 0; i < 4; i++) {
            place(corners[i][0], corners[i][1], corners[i][2], p);
            xs[i] = p[0];
            ys[i] = p[1];
            reach(p[0], p[1], 0);
        }
        canvas.fill(
                xs,
                ys,
                4,
                lit(0, colour[0], nl, nw, nz),
                lit(1, colour[1], nl, nw, nz),
                lit(2, colour[2], nl, nw, nz),
                1);
    }

    /** Draws a round rod between two points. */
    void rod(
            double l0,
            double w0,
            double z0,
            double l1,
            double w1,
            double z1,
            double radius,
            double[] colour) {
        place(l0, w0, z0, p);
        place(l1, w1, z1, q);
        double r = radius * scale();
        reach(p[0], p[1], r);
        reach(q[0], q[1], r);
        double up = 0.25;
        canvas.stroke(
                p[0],
                p[1],
                q[0],
                q[1],
                r,
                lit(0, colour[0], 0, 0, up),
                lit(1, colour[1], 0, 0, up),
                lit(2, colour[2], 0, 0, up));
    }

    /** Draws a solid wheel parallel to the object at a lateral offset. */
    void wheel(double l, double w, double radius, double[] tyre, double[] hub) {
        disc(l, w, radius, radius, tyre);
        disc(l, w, radius, radius * 0.55, hub);
    }

    private void disc(double l, double w, double up, double radius, double[] colour) {
        for (int i = 0; i < 10; i++) {
            double angle = i * Math.PI / 5;
            place(l + radius * Math.cos(angle), w, up + radius * Math.sin(angle), p);
            xs[i] = p[0];
            ys[i] = p[1];
            reach(p[0], p[1], 0);
        }
        canvas.fill(
                xs,
                ys,
                10,
                lit(0, colour[0], 0, 0, 0),
                lit(1, colour[1], 0, 0, 0),
                lit(2, colour[2], 0, 0, 0),
                1);
    }

    /** Draws the rim of a thin wheel in the object's plane. */
    void ring(double l, double radius, double thickness, double[] colour) {
        double x = l + radius;
        double z = radius;
        for (int i = 1; i <= 9; i++) {
            double angle = i * 2 * Math.PI / 9;
            double nextX = l + radius * Math.cos(angle);
            double nextZ = radius + radius * Math.sin(angle);
            rod(x, 0, z, nextX, 0, nextZ, thickness, colour);
            x = nextX;
            z = nextZ;
        }
    }

    /** Returns whether the object's left side is visible. */
    boolean seesLeft() {
        double[] middle = local;
        middle[0] = 0;
        middle[1] = 0;
        middle[2] = 0.5;
        return faces(0, 1, 0, middle);
    }

    /** Returns whether the object's front is visible. */
    boolean seesFront() {
        local[0] = 0;
        local[1] = 0;
        local[2] = 0.5;
        return faces(1, 0, 0, local);
    }

    /**
     * Draws a lamp: a bright spot and, in darkness or haze, a halo, and a reflection on wet ground.
     *
     * @param size in metres
     * @param halo strength of the halo, 1 for a headlight
     */
    void lamp(double l, double w, double z, double size, double halo, double[] colour) {
        place(l, w, z, lamp);
        double r = Math.max(0.7, size * scale());
        double dark = 1 - light.day;
        double bright = 150 + 105 * Math.max(dark, 0.4);
        canvas.stroke(
                lamp[0],
                lamp[1],
                lamp[0],
                lamp[1],
                r,
                bright * colour[0] + 60,
                bright * colour[1] + 60 * colour[1],
                bright * colour[2] + 60 * colour[2]);
        double glare = halo * (0.12 + 0.88 * dark) * (0.5 + 0.5 * through);
        double reach = r * (2 + 3.2 * dark * halo) + 20 * light.extinction * halo * r;
        canvas.shine(
                lamp[0],
                lamp[1],
                Math.min(reach, canvas.width * 0.06),
                190 * glare * colour[0],
                190 * glare * colour[1],
                190 * glare * colour[2]);
        if (light.wet > 0.1) {
            place(l, w, -z * 0.6, q);
            double streak = 120 * light.wet * halo * (0.1 + 0.9 * dark);
            for (int i = 0; i < 4; i++) {
                double y = q[1] + (i - 1) * r * 2.4;
                canvas.shine(
                        lamp[0],
                        y,
                        r * 2.6,
                        streak * colour[0],
                        streak * colour[1],
                        streak * colour[2]);
            }
        }
    }

    /** Brightens or darkens an ellipse on the ground by multiplying colours. */
    void ground(double l, double w, double length, double width, double soft, double[] factor) {
        for (int i = 0; i < 12; i++) {
            double angle = i * Math.PI / 6;
            place(l + length * Math.cos(angle), w + width * Math.sin(angle), 0.01, p);
            xs[i] = p[0];
            ys[i] = p[1];
            if (p[2] < 4) {
                return;
            }
        }
        canvas.shade(xs, ys, 12, Math.max(1, soft * scale()), factor[0], factor[1], factor[2]);
    }

    /** Draws the shadow under an object and, in sunlight, the one it casts. */
    void shadow(double length, double width, double height) {
        double cover = 0.62 - 0.22 * light.lamps;
        double[] under = {1 - cover * through, 1 - cover * through, 1 - cover * through};
        ground(0, 0, length * 0.56, width * 0.62, 0.35, under);
        double strength = sunlit * (light.sun[1] / (light.sun[1] + light.ambient[1]));
        if (strength > 0.08) {
            double reach = 0.5 * height / sunDirection[2];
            double ds = -sunDirection[0] * reach;
            double d0 = -sunDirection[1] * reach;
            double keep = 1 - 0.85 * strength;
            ground(
                    ds * cos + d0 * sin,
                    -ds * sin + d0 * cos,
                    length * 0.5 + Math.abs(ds * cos + d0 * sin) * 0.5,
                    width * 0.5 + Math.abs(-ds * sin + d0 * cos) * 0.5,
                    0.3,
                    new double[] {keep, keep, keep + 0.04});
        }
    }
}
