/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * A camera on a mast beside a street, in street coordinates: s metres along the road, o metres
 * across it (away from the camera's side), z metres up.
 */
final class Viewpoint {
    /** Pixels by which the backdrop extends beyond the frame on each side, for camera shake. */
    static final int MARGIN = 6;

    private final double focal;
    private final double centreX;
    private final double centreY;
    private final double side;
    private final double rightS;
    private final double rightO;
    private final double aheadS;
    private final double aheadO;
    private final double sinPitch;
    private final double cosPitch;

    final double s;
    final double o;
    final double z;

    /**
     * @param width in pixels
     * @param height in pixels
     * @param angle between the line of sight and the road, in radians
     * @param across metres from the mast to the road's axis
     * @param along position of the mast along the road, in metres
     * @param up metres above the ground
     * @param pitch downward tilt, in radians
     * @param zoom focal length in image widths
     * @param mirrored whether left and right are swapped
     */
    Viewpoint(
            int width,
            int height,
            double angle,
            double across,
            double along,
            double up,
            double pitch,
            double zoom,
            boolean mirrored) {
        focal = zoom * Math.max(width, height * 16.0 / 9);
        centreX = width / 2.0;
        centreY = height / 2.0;
        side = mirrored ? -1 : 1;
        aheadS = Math.cos(angle);
        aheadO = Math.sin(angle);
        rightS = Math.sin(angle);
        rightO = -Math.cos(angle);
        sinPitch = Math.sin(pitch);
        cosPitch = Math.cos(pitch);
        s = along;
        o = -across;
        z = up;
    }

    /** Projects a point; {@code out} receives x and y in pixels and the depth in metres. */
    void project(double ps, double po, double pz, double[] out) {
        double ds = ps - s;
        double d0 = po - o;
        double dz = pz - z;
        double ahead = ds * aheadS + d0 * aheadO;
        double depth = ahead * cosPitch - dz * sinPitch;
        double scale = focal / depth;
        out[0] = centreX + side * scale * (ds * rightS + d0 * rightO);
        out[1] = centreY - scale * (ahead * sinPitch + dz * cosPitch);
        out[2] = depth;
    }

    /** Returns the pixels per metre at a depth. */
    double pixelsPerMetre(double depth) {
        return focal / depth;
    }

    /** Computes the direction (s, o, z) of the ray through a pixel, scaled to depth 1. */
    void ray(double x, double y, double[] out) {
        double right = side * (x - centreX) / focal;
        double up = (centreY - y) / focal;
        double ahead = cosPitch + up * sinPitch;
        out[0] = right * rightS + ahead * aheadS;
        out[1] = right * rightO + ahead * aheadO;
        out[2] = up * cosPitch - sinPitch;
    }
}
