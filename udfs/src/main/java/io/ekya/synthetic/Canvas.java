/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import java.util.Arrays;

/**
 * The image being rendered, in floating-point colours of 0..255. Shapes are drawn with soft edges,
 * hidden by nearer parts of the backdrop, and attributed to their object, so that the visible part
 * of each object can be determined afterwards.
 */
final class Canvas {
    final int width;
    final int height;
    final float[] red;
    final float[] green;
    final float[] blue;

    private final Backdrop backdrop;
    private final int[] owner;
    private final int[] touched;
    private final double[] edges = new double[3 * 16];

    private int offset;
    private int object;
    private float objectDepth;
    private int objectPixels;

    Canvas(int width, int height, Backdrop backdrop) {
        this.width = width;
        this.height = height;
        this.backdrop = backdrop;
        red = new float[width * height];
        green = new float[width * height];
        blue = new float[width * height];
        owner = new int[width * height];
        touched = new int[width * height];
    }

    /** Starts a frame with the backdrop, shifted by whole pixels within its margin. */
    void start(int shakeX, int shakeY) {
        offset = (Viewpoint.MARGIN + shakeY) * backdrop.width + Viewpoint.MARGIN + shakeX;
        for (int y = 0; y < height; y++) {
            int from = offset + y * backdrop.width;
            System.arraycopy(backdrop.red, from, red, y * width, width);
            System.arraycopy(backdrop.green, from, green, y * width, width);
            System.arraycopy(backdrop.blue, from, blue, y * width, width);
        }
        Arrays.fill(owner, 0);
        Arrays.fill(touched, 0);
    }

    /** Starts an object, to which subsequent shapes are attributed. */
    void startObject(int number, double depth) {
        object = number;
        objectDepth = (float) depth;
        objectPixels = 0;
    }

    /** Returns the number of pixels that the current object would cover if nothing hid it. */
    int objectPixels() {
        return objectPixels;
    }

    /** Returns the number of pixels in a rectangle in which an object is visible. */
    int visiblePixels(int number, int x0, int y0, int x1, int y1) {
        int count = 0;
        for (int y = Math.max(0, y0); y < Math.min(height, y1); y++) {
            for (int x = Math.max(0, x0); x < Math.min(width, x1); x++) {
                if (owner[y * width + x] == number) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Returns the value of a backdrop plane at a pixel, clamped to the image. */
    float backdropAt(float[] plane, double x, double y) {
        int column = (int) x;
        int row = (int) y;
        if (column < 0 || column >= width || row < 0 || row >= height) {
            column = Math.max(0, Math.min(width - 1, column));
            row = Math.max(0, Math.min(height - 1, row));
        }
        return plane[offset + row * backdrop.width + column];
    }

    /** Fills a convex polygon of n corners. */
    void fill(double[] xs, double[] ys, int n, double r, double g, double b, double alpha) {
        double minX = xs[0];
        double maxX = xs[0];
        double minY = ys[0];
        double maxY = ys[0];
        double area = 0;
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            minX = Math.min(minX, xs[i]);
            maxX = Math.max(maxX, xs[i]);
            minY = Math.min(minY, ys[i]);
            maxY = Math.max(maxY, ys[i]);
            area += xs[i] * ys[j] - xs[j] * ys[i];
        }
        if (maxX < -1 || maxY < -1 || minX > width || minY > height) {
            return;
        }
        int count = setUpEdges(xs, ys, n, area > 0 ? 1 : -1);
        int x0 = (int) Math.max(0, Math.floor(minX - 0.5));
        int x1 = (int) Math.min(width - 1, Math.ceil(maxX + 0.5));
        int y0 = (int) Math.max(0, Math.floor(minY - 0.5));
        int y1 = (int) Math.min(height - 1, Math.ceil(maxY + 0.5));
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                double inside = 1;
                for (int e = 0; e < count; e += 3) {
                    double d = edges[e] * (x + 0.5) + edges[e + 1] * (y + 0.5) + edges[e + 2];
                    if (d < inside) {
                        inside = d;
                        if (d <= 0) {
                            break;
                        }
                    }
                }
                if (inside > 0) {
                    blend(y * width + x, x, y, inside * alpha, r, g, b);
                }
            }
        }
    }

    private int setUpEdges(double[] xs, double[] ys, int n, int sign) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            double dx = xs[j] - xs[i];
            double dy = ys[j] - ys[i];
            double length = Math.sqrt(dx * dx + dy * dy);
            if (length < 1e-3) {
                continue;
            }
            edges[count] = -sign * dy / length;
            edges[count + 1] = sign * dx / length;
            edges[count + 2] = sign * (xs[i] * dy - ys[i] * dx) / length + 0.6;
            count += 3;
        }
        return count;
    }

    /** Draws a line with round caps; radius in pixels. */
    void stroke(
            double ax,
            double ay,
            double bx,
            double by,
            double radius,
            double r,
            double g,
            double b) {
        double thick = Math.max(0.5, radius);
        double alpha = Math.min(1, radius / thick);
        int x0 = (int) Math.max(0, Math.floor(Math.min(ax, bx) - thick - 0.5));
        int x1 = (int) Math.min(width - 1, Math.ceil(Math.max(ax, bx) + thick));
        int y0 = (int) Math.max(0, Math.floor(Math.min(ay, by) - thick - 0.5));
        int y1 = (int) Math.min(height - 1, Math.ceil(Math.max(ay, by) + thick));
        double dx = bx - ax;
        double dy = by - ay;
        double square = Math.max(1e-6, dx * dx + dy * dy);
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                double px = x + 0.5 - ax;
                double py = y + 0.5 - ay;
                double t = Math.max(0, Math.min(1, (px * dx + py * dy) / square));
                double ex = px - t * dx;
                double ey = py - t * dy;
                double far = ex * ex + ey * ey;
                double limit = thick + 0.5;
                if (far < limit * limit) {
                    double cover = Math.min(1, limit - Math.sqrt(far)) * alpha;
                    blend(y * width + x, x, y, cover, r, g, b);
                }
            }
        }
    }

    /** Adds light around a point; it fades to nothing at the radius. */
    void shine(double cx, double cy, double radius, double r, double g, double b) {
        int x0 = (int) Math.max(0, Math.floor(cx - radius));
        int x1 = (int) Math.min(width - 1, Math.ceil(cx + radius));
        int y0 = (int) Math.max(0, Math.floor(cy - radius));
        int y1 = (int) Math.min(height - 1, Math.ceil(cy + radius));
        double inverse = 1 / (radius * radius);
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                double dx = x + 0.5 - cx;
                double dy = y + 0.5 - cy;
                double fade = 1 - (dx * dx + dy * dy) * inverse;
                if (fade > 0) {
                    int i = y * width + x;
                    float f = (float) (fade * fade * fade * unhidden(x, y));
                    red[i] += (float) r * f;
                    green[i] += (float) g * f;
                    blue[i] += (float) b * f;
                }
            }
        }
    }

    /**
     * Multiplies the colours inside a convex polygon with soft edges, without attributing pixels.
     */
    void shade(double[] xs, double[] ys, int n, double soft, double r, double g, double b) {
        double minX = Double.MAX_VALUE;
        double maxX = -Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        double area = 0;
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            minX = Math.min(minX, xs[i]);
            maxX = Math.max(maxX, xs[i]);
            minY = Math.min(minY, ys[i]);
            maxY = Math.max(maxY, ys[i]);
            area += xs[i] * ys[j] - xs[j] * ys[i];
        }
        int count = setUpEdges(xs, ys, n, area > 0 ? 1 : -1);
        int x0 = (int) Math.max(0, Math.floor(minX - soft));
        int x1 = (int) Math.min(width - 1, Math.ceil(maxX + soft));
        int y0 = (int) Math.max(0, Math.floor(minY - soft));
        int y1 = (int) Math.min(height - 1, Math.ceil(maxY + soft));
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                double inside = 1;
                for (int e = 0; e < count; e += 3) {
                    double d = edges[e] * (x + 0.5) + edges[e + 1] * (y + 0.5) + edges[e + 2];
                    inside = Math.min(inside, (d - 0.6) / soft + 0.5);
                }
                if (inside > 0) {
                    int i = y * width + x;
                    double part = inside * unhidden(x, y);
                    red[i] *= (float) (1 + part * (r - 1));
                    green[i] *= (float) (1 + part * (g - 1));
                    blue[i] *= (float) (1 + part * (b - 1));
                }
            }
        }
    }

    /** Draws a one-pixel-wide rain streak on top of everything. */
    void streak(double x, double y, double length, double slant, double brightness, double alpha) {
        for (int i = 0; i < length; i++) {
            overlay((int) Math.floor(x - slant * i), (int) Math.floor(y + i), brightness, alpha);
        }
    }

    /** Draws a snowflake on top of everything. */
    void flake(double x, double y, double radius, double brightness, double alpha) {
        int reach = (int) Math.ceil(radius);
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                double fx = Math.floor(x) + dx + 0.5 - x;
                double fy = Math.floor(y) + dy + 0.5 - y;
                double cover = Math.min(1, radius + 0.5 - Math.sqrt(fx * fx + fy * fy));
                if (cover > 0) {
                    overlay(
                            (int) Math.floor(x) + dx,
                            (int) Math.floor(y) + dy,
                            brightness,
                            alpha * cover);
                }
            }
        }
    }

    private void overlay(int x, int y, double brightness, double alpha) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            int i = y * width + x;
            red[i] += (float) (alpha * (brightness - red[i]));
            green[i] += (float) (alpha * (brightness - green[i]));
            blue[i] += (float) (alpha * (brightness * 1.03 - blue[i]));
        }
    }

    /**
     * Returns the part of a pixel, 0..1, that the backdrop does not hide at the current object's
     * depth.
     */
    private float unhidden(int x, int y) {
        int behind = offset + y * backdrop.width + x;
        float part = backdrop.hidingPart[behind];
        return part > 0 && backdrop.hidingDepth[behind] < objectDepth ? 1 - part : 1;
    }

    private void blend(int i, int x, int y, double alpha, double r, double g, double b) {
        if (alpha > 0.3 && touched[i] != object) {
            touched[i] = object;
            objectPixels++;
        }
        float a = (float) alpha * unhidden(x, y);
        if (a > 0.3f) {
            owner[i] = object;
        }
        red[i] += a * ((float) r - red[i]);
        green[i] += a * ((float) g - green[i]);
        blue[i] += a * ((float) b - blue[i]);
    }
}
