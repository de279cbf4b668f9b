/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes JPEG images, and reads image files. */
public final class Jpeg {
    /** Maximum number of pixels of an image to decode, checked before memory is allocated. */
    public static final long MAX_PIXELS = 40_000_000;

    /** Images with more pixels are decoded one at a time, and not at their full size. */
    private static final long LARGE_PIXELS = 4_000_000;

    /** A large image is decoded at so many times the size to which it is scaled, at least. */
    private static final int OVERSIZE = 2;

    private static final Semaphore LARGE = new Semaphore(1);

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
            return read(in, MAX_PIXELS, null).image();
        }
    }

    /**
     * Decodes a JPEG image from an untrusted sender. Its header is read first, so that no memory is
     * allocated for an image that is too large.
     *
     * @param size size of the frame in which the image is placed
     * @throws IOException if the bytes are not a JPEG image, or it has more pixels
     */
    public static Picture decodeJpeg(byte[] bytes, long maxPixels, PictureSize size)
            throws IOException {
        if (bytes.length < SIGNATURE.length
                || !Arrays.equals(SIGNATURE, Arrays.copyOf(bytes, SIGNATURE.length))) {
            throw new IOException("is not a JPEG image");
        }
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            return read(in, maxPixels, size);
        }
    }

    /**
     * Reads an image file (JPEG, PNG, BMP, GIF).
     *
     * @param size size of the frame in which the image is placed
     * @throws IOException if it is not an image, or has more than {@link #MAX_PIXELS}
     */
    static Picture read(Path file, PictureSize size) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return read(in, MAX_PIXELS, size);
        }
    }

    /** Reads only the header of an image file; returns how it is placed in a frame. */
    static Geometry header(Path file, PictureSize size) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return withReader(in, MAX_PIXELS, size, (reader, geometry) -> geometry);
        }
    }

    /** What is done with an image whose header has been read. */
    private interface Use<T> {
        T of(ImageReader reader, Geometry geometry) throws IOException;
    }

    /** Reads an image at its own size if {@code size} is null. */
    private static Picture read(ImageInputStream in, long maxPixels, @Nullable PictureSize size)
            throws IOException {
        return withReader(
                in,
                maxPixels,
                size,
                (reader, geometry) ->
                        size == null
                                ? new Picture(bgr(readWhole(reader, 1)), geometry)
                                : framed(reader, geometry));
    }

    private static <T> T withReader(
            ImageInputStream in, long maxPixels, @Nullable PictureSize size, Use<T> use)
            throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IOException(UnsupportedImage.message(in));
        }
        ImageReader reader = readers.next();
        try {
            Orientation orientation = ExifOrientation.of(in);
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > maxPixels) {
                throw new TooLargeException(width, height, maxPixels);
            }
            PictureSize target = size == null ? new PictureSize(width, height) : size;
            return use.of(reader, Geometry.of(width, height, 1, orientation, target));
        } catch (TooLargeException | InterruptedIOException e) {
            throw e;
        } catch (IOException
                | RuntimeException e) { // readers throw various exceptions on damaged files
            throw new IOException("is a damaged image (%s)".formatted(e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    private static Picture framed(ImageReader reader, Geometry geometry) throws IOException {
        int width = geometry.scaledWidth();
        int height = geometry.scaledHeight();
        boolean isLarge = (long) geometry.width() * geometry.height() > LARGE_PIXELS;
        int step =
                isLarge
                        ? Math.max(
                                1,
                                Math.min(geometry.width() / width, geometry.height() / height)
                                        / OVERSIZE)
                        : 1;
        if (isLarge) {
            acquire();
        }
        try {
            BgrImage stored = bgr(readWhole(reader, step));
            return new Picture(geometry.frame(Resampler.resize(stored, width, height)), geometry);
        } finally {
            if (isLarge) {
                LARGE.release();
            }
        }
    }

    private static void acquire() throws InterruptedIOException {
        try {
            LARGE.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for another image was interrupted");
        }
    }

    /**
     * Reads every so many rows and columns of an image, and rejects truncated ones, which the
     * reader would fill up with grey.
     */
    private static BufferedImage readWhole(ImageReader reader, int step) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(0, parameters);
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
