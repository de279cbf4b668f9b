/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images with EXIF data, as cameras write them. */
public final class ExifImages {
    private ExifImages() {}

    /** Returns a JPEG of a picture that says how to turn it. */
    public static byte[] jpeg(BgrImage stored, int orientation, boolean littleEndian) {
        byte[] jpeg = Jpeg.encode(stored, 0.95);
        byte[] tiff = tiff(orientation, littleEndian);
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
        whole.put(jpeg, 0, 2);
        whole.putShort((short) 0xffe1).putShort((short) (tiff.length + 8));
        whole.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
        return whole.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Returns a PNG of a picture that says how to turn it. */
    static byte[] png(BgrImage stored, int orientation) throws IOException {
        BufferedImage image =
                new BufferedImage(stored.width(), stored.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < stored.width() * stored.height(); i++) {
            int grey = stored.bgr()[3 * i] & 0xff;
            image.setRGB(i % stored.width(), i / stored.width(), grey * 0x010101);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        byte[] png = bytes.toByteArray();
        byte[] tiff = tiff(orientation, false);
        int header = 8 + 25; // the signature and IHDR
        ByteBuffer chunk = ByteBuffer.allocate(tiff.length + 12);
        chunk.putInt(tiff.length).put("eXIf".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
        CRC32 check = new CRC32();
        check.update(chunk.array(), 4, tiff.length + 4);
        chunk.putInt((int) check.getValue());
        return ByteBuffer.allocate(png.length + chunk.capacity())
                .put(png, 0, header)
                .put(chunk.array())
                .put(png, header, png.length - header)
                .array();
    }

    private static byte[] tiff(int orientation, boolean littleEndian) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4);
        tiff.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.ISO_8859_1));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0); // width
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation);
        return tiff.array();
    }
}
