/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.ObjectClass;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Writes images of synthetic streets: a frame for each kind of light and weather, and a sheet of
 * crops with one row per class. Arguments: the output folder, and optionally a seed.
 */
public final class StreetPictures {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int SIDE = 48;
    private static final int COLUMNS = 18;

    private StreetPictures() {}

    /** Returns the conditions to render, by name. */
    static Map<String, DriftPoint> conditions() {
        Map<String, DriftPoint> all = new LinkedHashMap<>();
        all.put("day", point(12.5, 0, 0, 0));
        all.put("dusk", point(19, 0, 0, 0));
        all.put("night", point(23, 0, 0, 0));
        all.put("rain", point(15, 0.8, 0, 0));
        all.put("fog", point(9, 0, 0.6, 0));
        all.put("snow", point(11, 0, 0, 0.7));
        return all;
    }

    private static DriftPoint point(double hour, double rain, double fog, double snow) {
        return new DriftPoint(0, hour, rain, fog, snow, 0, 1, Map.of());
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "docs");
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 2;
        write(folder, seed);
    }

    /** Writes {@code street-*.png} to a folder. */
    static void write(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, DriftPoint> condition : conditions().entrySet()) {
            try (StreetFeed feed = feed(seed, condition.getValue(), 7)) {
                feed.skipTo(300);
                Frame frame = feed.next();
                if (frame != null) {
                    save(frame.image(), folder.resolve("street-" + condition.getKey() + ".png"));
                }
            }
        }
        save(sheet(seed), folder.resolve("street-crops.png"));
    }

    private static StreetFeed feed(long seed, DriftPoint point, int objects) {
        return StreetFeed.open(new StreetOptions(seed, WIDTH, HEIGHT, 15, objects, List.of(point)));
    }

    /** Returns a sheet of crops with one row per class; columns cycle through the conditions. */
    private static BgrImage sheet(long seed) {
        int classes = ObjectClass.COUNT - 1;
        byte[] bgr = new byte[3 * COLUMNS * SIDE * classes * SIDE];
        BgrImage sheet = new BgrImage(COLUMNS * SIDE, classes * SIDE, bgr);
        List<DriftPoint> points = new ArrayList<>(conditions().values());
        int each = COLUMNS / points.size();
        for (int k = 0; k < points.size(); k++) {
            int[] filled = new int[classes];
            try (StreetFeed feed = feed(seed + k, points.get(k), 10)) {
                for (long i = 0; i < 150; i++) {
                    feed.skipTo(i * 40);
                    Frame frame = feed.next();
                    if (frame == null) {
                        break;
                    }
                    for (int b = 0; b < frame.boxes().size(); b++) {
                        int c = frame.truth()[b];
                        if (filled[c] < each) {
                            int x = (k * each + filled[c]++) * SIDE;
                            paste(frame.image(), frame.boxes().get(b), sheet, x, c * SIDE);
                            break;
                        }
                    }
                }
            }
        }
        return sheet;
    }

    private static void paste(BgrImage from, Box box, BgrImage to, int x0, int y0) {
        for (int y = 0; y < SIDE - 1; y++) {
            for (int x = 0; x < SIDE - 1; x++) {
                int fx = (int) Math.min(WIDTH - 1, box.x() + (x + 0.5) * box.width() / SIDE);
                int fy = (int) Math.min(HEIGHT - 1, box.y() + (y + 0.5) * box.height() / SIDE);
                int source = 3 * (fy * from.width() + fx);
                int target = 3 * ((y0 + y) * to.width() + x0 + x);
                System.arraycopy(from.bgr(), source, to.bgr(), target, 3);
            }
        }
    }

    private static void save(BgrImage image, Path file) throws IOException {
        BufferedImage picture =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        System.arraycopy(image.bgr(), 0, pixels, 0, pixels.length);
        ImageIO.write(picture, "png", file.toFile());
    }
}
