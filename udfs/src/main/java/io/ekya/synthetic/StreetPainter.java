/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Renders a street at any point in time: backdrop, objects, weather, and the camera's sensor. */
final class StreetPainter {
    private static final double LEAST_VISIBLE = 0.4;

    private final int width;
    private final int height;
    private final long seed;
    private final Viewpoint view;
    private final Backdrop backdrop;
    private final Canvas canvas;
    private final Sensor sensor;
    private final Pen pen;
    private final int dayQuality;
    private SceneConditions lit;
    private Light light;
    private BlockCompression compression;
    private final double[] p = new double[3];

    /** A drawn object with its full bounding box in pixels. */
    private record Drawn(
            Mover mover,
            int number,
            double left,
            double top,
            double right,
            double bottom,
            int pixels) {}

    /** The bounding box and class of a visible object. */
    record VisibleObject(Box box, int objectClass) {}

    StreetPainter(Layout layout, int width, int height, SceneConditions first) {
        this.width = width;
        this.height = height;
        seed = layout.seed;
        view = layout.viewpoint;
        Scenery scenery = new Scenery(layout);
        backdrop = new Backdrop(scenery, layout, width, height);
        canvas = new Canvas(width, height, backdrop);
        sensor = new Sensor(seed, width, height);
        dayQuality = 48 + new Dice(seed, 4, 0).below(25);
        lit = stepped(first);
        light = new Light(lit);
        compression = new BlockCompression(quality());
        pen = new Pen(canvas, view, backdrop, scenery.sun, light);
        backdrop.relight(light);
    }

    /**
     * Renders a frame.
     *
     * @param movers all objects
     * @param visible receives the objects that are visible enough to be recognised
     */
    BgrImage paint(
            SceneConditions now,
            double seconds,
            long frame,
            List<Mover> movers,
            List<VisibleObject> visible) {
        light(now);
        int shakeX = sway(now.shake(), seconds, 0);
        int shakeY = sway(now.shake(), seconds, 1);
        canvas.start(shakeX, shakeY);
        pen.shake(shakeX, shakeY);
        List<Drawn> drawn = drawObjects(movers);
        Precipitation.draw(canvas, now, light, seed, seconds);
        for (Drawn object : drawn) {
            addIfVisible(object, frame, visible);
        }
        sensor.expose(canvas, light, seed, frame);
        compression.luma(sensor.luma, sensor.stride, sensor.rows);
        compression.colour(sensor.blueness, sensor.stride / 2, sensor.rows / 2);
        compression.colour(sensor.redness, sensor.stride / 2, sensor.rows / 2);
        return develop();
    }

    private void light(SceneConditions now) {
        SceneConditions step = stepped(now);
        if (!step.equals(lit)) {
            lit = step;
            light = new Light(step);
            pen.light = light;
            backdrop.relight(light);
            compression = new BlockCompression(quality());
        }
    }

    private int quality() {
        return (int) (dayQuality - 14 * (1 - light.day) - 8 * light.rain);
    }

    /** Rounds light and weather, so that the backdrop is not relit in every frame. */
    private static SceneConditions stepped(SceneConditions now) {
        return new SceneConditions(
                Math.rint(now.hour() * 20) / 20,
                Math.rint(now.rain() * 40) / 40,
                Math.rint(now.fog() * 40) / 40,
                Math.rint(now.snow() * 40) / 40,
                0,
                0,
                Map.of());
    }

    private int sway(double shake, double seconds, int axis) {
        double wave =
                Math.sin(seconds * (7.1 + axis * 2.3) + seed % 7)
                        + 0.6 * Math.sin(seconds * (17.3 - axis * 3.1));
        double most = Math.min(Viewpoint.MARGIN, 4.0 * height / 180);
        return (int) Math.rint(Math.max(-most, Math.min(most, wave * shake * most * 0.6)));
    }

    private List<Drawn> drawObjects(List<Mover> movers) {
        List<Mover> ordered = new ArrayList<>();
        for (Mover mover : movers) {
            view.project(mover.s(), mover.o(), 0, p);
            double margin = 9 * view.pixelsPerMetre(Math.max(6, p[2]));
            if (p[2] > 6 && p[0] > -margin && p[0] < width + margin && p[1] < height + margin) {
                ordered.add(mover);
            }
        }
        ordered.sort(Comparator.comparingDouble(this::depth).reversed());
        List<Drawn> drawn = new ArrayList<>();
        for (Mover mover : ordered) {
            if (pen.moveTo(mover)) {
                int number = drawn.size() + 1;
                canvas.startObject(number, pen.depth);
                Artist.of(mover).draw(new Dice(mover.look(), 5, 0), mover, pen);
                drawn.add(
                        new Drawn(
                                mover,
                                number,
                                pen.left,
                                pen.top,
                                pen.right,
                                pen.bottom,
                                canvas.objectPixels()));
            }
        }
        return drawn;
    }

    private double depth(Mover mover) {
        view.project(mover.s(), mover.o(), 0, p);
        return p[2];
    }

    private void addIfVisible(Drawn object, long frame, List<VisibleObject> visible) {
        double x0 = Math.max(0, object.left());
        double y0 = Math.max(0, object.top());
        double x1 = Math.min(width, object.right());
        double y1 = Math.min(height, object.bottom());
        double least = 10 * height / 180.0;
        if (y1 - y0 < least
                || x1 - x0 < least * 0.5
                || Math.max(x1 - x0, y1 - y0) < least * 1.5
                || object.pixels() == 0) {
            return;
        }
        double whole = (object.right() - object.left()) * (object.bottom() - object.top());
        double inside = (x1 - x0) * (y1 - y0) / whole;
        int visiblePixels =
                canvas.visiblePixels(
                        object.number(),
                        (int) Math.floor(x0),
                        (int) Math.floor(y0),
                        (int) Math.ceil(x1),
                        (int) Math.ceil(y1));
        if (inside * visiblePixels / object.pixels() < LEAST_VISIBLE) {
            return;
        }
        Dice dice = new Dice(object.mover().look(), 6, frame);
        double jitterX = 0.05 * (x1 - x0);
        double jitterY = 0.05 * (y1 - y0);
        double left = Math.max(0, x0 + dice.between(-jitterX, jitterX));
        double top = Math.max(0, y0 + dice.between(-jitterY, jitterY));
        double right = Math.min(width, x1 + dice.between(-jitterX, jitterX));
        double bottom = Math.min(height, y1 + dice.between(-jitterY, jitterY));
        visible.add(
                new VisibleObject(
                        new Box(
                                (float) left,
                                (float) top,
                                (float) (right - left),
                                (float) (bottom - top)),
                        object.mover().objectClass().index()));
    }

    private BgrImage develop() {
        byte[] bgr = new byte[3 * width * height];
        int stride = sensor.stride;
        int at = 0;
        for (int y = 0; y < height; y++) {
            int row = y * stride;
            int half = (y >> 1) * (stride >> 1);
            for (int x = 0; x < width; x++) {
                float luma = sensor.luma[row + x];
                float blueness = sensor.blueness[half + (x >> 1)];
                float redness = sensor.redness[half + (x >> 1)];
                bgr[at++] = level(luma + 1.772f * blueness);
                bgr[at++] = level(luma - 0.344f * blueness - 0.714f * redness);
                bgr[at++] = level(luma + 1.402f * redness);
            }
        }
        return new BgrImage(width, height, bgr);
    }

    private static byte level(float value) {
        int v = (int) (value + 0.5f);
        return (byte) (v < 0 ? 0 : Math.min(v, 255));
    }
}
