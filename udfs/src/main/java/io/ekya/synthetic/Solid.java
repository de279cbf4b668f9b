/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/** A static object on the street. */
sealed interface Solid {

    /** Returns the distance along a ray to the first hit, or infinity. */
    double hit(double[] from, double[] ray);

    /** Returns the minimum corner of the bounding box: s, o, z. */
    double[] least();

    /** Returns the maximum corner of the bounding box. */
    double[] most();

    /** Describes the surface at a hit point. */
    void describe(double[] point, Surface out);

    /** An axis-aligned box. */
    record Block(double s0, double s1, double o0, double o1, double z0, double z1, Facade facade)
            implements Solid {

        /** Texture of the box's sides. */
        interface Facade {
            /**
             * Paints a point; u runs along the face, z is the height, {@code top} is true for the
             * top face.
             */
            void paint(double u, double z, boolean top, Surface out);
        }

        @Override
        public double hit(double[] from, double[] ray) {
            double near = 1e-4;
            double far = Double.POSITIVE_INFINITY;
            for (int axis = 0; axis < 3; axis++) {
                double low = axis == 0 ? s0 : axis == 1 ? o0 : z0;
                double high = axis == 0 ? s1 : axis == 1 ? o1 : z1;
                double inverse = 1 / ray[axis];
                double a = (low - from[axis]) * inverse;
                double b = (high - from[axis]) * inverse;
                near = Math.max(near, Math.min(a, b));
                far = Math.min(far, Math.max(a, b));
            }
            return near <= far && near > 1e-4 ? near : Double.POSITIVE_INFINITY;
        }

        @Override
        public double[] least() {
            return new double[] {s0, o0, z0};
        }

        @Override
        public double[] most() {
            return new double[] {s1, o1, z1};
        }

        @Override
        public void describe(double[] p, Surface out) {
            double toS = Math.min(Math.abs(p[0] - s0), Math.abs(p[0] - s1));
            double toO = Math.min(Math.abs(p[1] - o0), Math.abs(p[1] - o1));
            double toZ = Math.min(Math.abs(p[2] - z0), Math.abs(p[2] - z1));
            out.hides = true;
            if (toZ < toS && toZ < toO) {
                out.normal(0, 0, p[2] > (z0 + z1) / 2 ? 1 : -1);
                out.snow = 1;
                facade.paint(p[0], p[2], true, out);
            } else if (toO < toS) {
                out.normal(0, p[1] > (o0 + o1) / 2 ? 1 : -1, 0);
                facade.paint(p[0] - s0, p[2] - z0, false, out);
            } else {
                out.normal(p[0] > (s0 + s1) / 2 ? 1 : -1, 0, 0);
                facade.paint(p[1] - o0, p[2] - z0, false, out);
            }
        }
    }

    /** A treetop with gaps. */
    record Crown(double s, double o, double z, double radius, long seed, double hue)
            implements Solid {

        @Override
        public double hit(double[] from, double[] ray) {
            double ds = from[0] - s;
            double d0 = from[1] - o;
            double dz = from[2] - z;
            double a = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2];
            double b = ds * ray[0] + d0 * ray[1] + dz * ray[2];
            double c = ds * ds + d0 * d0 + dz * dz - radius * radius;
            double root = b * b - a * c;
            if (root < 0) {
                return Double.POSITIVE_INFINITY;
            }
            double t = (-b - Math.sqrt(root)) / a;
            if (t < 1e-4) {
                return Double.POSITIVE_INFINITY;
            }
            double deep = Math.sqrt(root / a) / radius;
            double x = from[0] + t * ray[0];
            double y = from[2] + t * ray[2] + (from[1] + t * ray[1]) * 0.7;
            boolean hole = Surface.grain(seed, x * 5, y * 5) > 0.45 + deep * 1.6;
            return hole ? Double.POSITIVE_INFINITY : t;
        }

        @Override
        public double[] least() {
            return new double[] {s - radius, o - radius, z - radius};
        }

        @Override
        public double[] most() {
            return new double[] {s + radius, o + radius, z + radius};
        }

        @Override
        public void describe(double[] p, Surface out) {
            out.hides = true;
            double leaf = 0.65 + 0.6 * Surface.grain(seed, p[0] * 4, p[2] * 4 + p[1] * 3);
            out.paint((0.20 + hue * 0.25) * leaf, 0.33 * leaf, 0.13 * leaf);
            out.normal((p[0] - s) / radius, (p[1] - o) / radius, (p[2] - z) / radius);
            out.snow = 0.55 * Math.max(0, out.normalZ + 0.4);
        }
    }
}
