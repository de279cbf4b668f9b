/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.vision.Jpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Images of sample lists, of Kafka and of calls to the sidecar. */
final class ImageTarget implements Target {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 24;

    @Override
    public String name() {
        return "images";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return seeds("jpg", "png", "bmp", "gif");
    }

    static List<byte[]> seeds(String... formats) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, ((x * y) << 8) ^ x);
            }
        }
        List<byte[]> all = new ArrayList<>();
        for (String format : formats) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, format, out);
            all.add(out.toByteArray());
        }
        return all;
    }

    @Override
    public boolean accepts(byte[] input) {
        try {
            Jpeg.decode(input);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
