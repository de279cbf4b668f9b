/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * A frustum-shaped part of a vehicle, given by horizontal rectangles at two heights. Lengths are
 * measured forwards from the vehicle's middle, widths are half widths; in metres.
 */
record Hull(
        double back0,
        double front0,
        double half0,
        double z0,
        double back1,
        double front1,
        double half1,
        double z1) {

    /** The faces that can be visible from above. */
    enum Face {
        FRONT,
        REAR,
        LEFT,
        RIGHT,
        TOP
    }

    /** Returns a hull with vertical sides. */
    static Hull box(double back, double front, double half, double z0, double z1) {
        return new Hull(back, front, half, z0, back, front, half, z1);
    }

    /**
     * Computes a point on a face: u runs from 0 to 1 along the face (forwards on the sides and the
     * top, to the left on front and rear), v upwards (to the left on the top). Writes length,
     * width, height.
     */
    void point(Face face, double u, double v, double[] out) {
        double back = back0 + v * (back1 - back0);
        double front = front0 + v * (front1 - front0);
        double half = half0 + v * (half1 - half0);
        out[2] = z0 + v * (z1 - z0);
        switch (face) {
            case LEFT, RIGHT -> {
                out[0] = back + u * (front - back);
                out[1] = face == Face.LEFT ? half : -half;
            }
            case FRONT, REAR -> {
                out[0] = face == Face.FRONT ? front : back;
                out[1] = (2 * u - 1) * half;
            }
            case TOP -> {
                out[0] = back1 + u * (front1 - back1);
                out[1] = (2 * v - 1) * half1;
                out[2] = z1;
            }
        }
    }
}
