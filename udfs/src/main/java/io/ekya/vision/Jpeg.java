/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes and decodes JPEG images, and reads image files. */
public final class Jpeg {
    /** Maximum number of pixels of an image to decode, checked before memory is allocated. */
    public static final long MAX_PIXELS = 40_000_000;

    /** The first bytes of every JPEG image. */
    private static final byte[] SIGNATURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int width, int height, long maxPixels) {
            super(
                    "has %dx%d pixels, more than the %d million allowed"
                            .formatted(width, height, maxPixels / 1_000_000));
        }
    }

    private Jpeg() {}

    /**
     * Encodes an image.
     *
     * @param quality 0 (small) to 1 (good); 0.9 does not degrade crops noticeably
     */
    public static byte[] encode(BgrImage image, double quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(image.bgr().length / 8);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(buffered(image), null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException("an image could not be encoded in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage buffered(BgrImage image) {
        BufferedImage buffered =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        buffered.getRaster().setDataElements(0, 0, image.width(), image.height(), rgb(image.bgr()));
        return buffered;
    }

    /** Reorders to red, green, blue, the order of a raster's bands regardless of memory layout. */
    private static byte[] rgb(byte[] bgr) {
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return rgb;
    }

    /**
     * Decodes an image.
     *
     * @throws IOException if the bytes are not an image, or it has more than {@link #MAX_PIXELS}
     */
    public static BgrImage decode(byte[] bytes) throws IOException {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            return read(in, MAX_PIXELS);
        }
    }

    /**
     * Decodes a JPEG image from an untrusted sender. Its header is read first, so that no memory is
     * allocated for an image that is too large.
     *
     * @throws IOException if the bytes are not a JPEG image, or it has more pixels
     */
    public static BgrImage decodeJpeg(byte[] bytes, long maxPixels) throws IOException {
        if (bytes.length < SIGNATURE.length
                || !Arrays.equals(SIGNATURE, Arrays.copyOf(bytes, SIGNATURE.length))) {
            throw new IOException("is not a JPEG image");
        }
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            return read(in, maxPixels);
        }
    }

    /**
     * Reads an image file (JPEG, PNG, BMP, GIF).
     *
     * @throws IOException if it is not an image, or has more than {@link #MAX_PIXELS}
     */
    static BgrImage read(Path file) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return read(in, MAX_PIXELS);
        }
    }

    private static BgrImage read(ImageInputStream in, long maxPixels) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IOException(UnsupportedImage.message(in));
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height <= maxPixels) {
                return bgr(readWhole(reader));
            }
            throw new TooLargeException(width, height, maxPixels);
        } catch (TooLargeException e) {
            throw e;
        } catch (IOException
                | RuntimeException e) { // readers throw various exceptions on damaged files
            throw new IOException("is a damaged image (%s)".formatted(e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    /** Reads an image and rejects truncated ones, which the reader would fill up with grey. */
    private static BufferedImage readWhole(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            if (warning.contains("Truncated")) {
                throw new IOException(warning);
            }
        }
        return image;
    }

    private static BgrImage bgr(BufferedImage image) {
        BufferedImage target = image;
        if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
            target =
                    new BufferedImage(
                            image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
            var graphics = target.createGraphics();
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
        }
        byte[] pixels = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
        return new BgrImage(image.getWidth(), image.getHeight(), pixels);
    }
}
