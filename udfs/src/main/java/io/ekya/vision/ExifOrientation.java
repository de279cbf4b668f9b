/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.stream.ImageInputStream;

/** Reads the orientation of an image from the EXIF data of a JPEG or PNG file. */
final class ExifOrientation {
    private static final int JPEG_START = 0xffd8;
    private static final int APP1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;
    private static final int PNG_START = 0x8950;
    private static final int PNG_HEADER = 8;
    private static final int PNG_EXIF = 0x65584966;
    private static final int PNG_DATA = 0x49444154;
    private static final String PREFIX = "Exif\0\0";
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_PARTS = 1_000;
    private static final int TAG = 0x0112;
    private static final int LONG = 4; // a number of four bytes; usually it has two
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /** Returns the orientation; upright if there is none. The stream keeps its position. */
    static Orientation of(ImageInputStream in) throws IOException {
        in.mark();
        ByteOrder order = in.getByteOrder();
        try {
            in.setByteOrder(ByteOrder.BIG_ENDIAN);
            return switch (in.readUnsignedShort()) {
                case JPEG_START -> ofJpeg(in);
                case PNG_START -> ofPng(in);
                default -> Orientation.UPRIGHT;
            };
        } catch (IOException e) {
            return Orientation.UPRIGHT; // truncated; the image's reader says so
        } finally {
            in.setByteOrder(order);
            in.reset();
        }
    }

    private static Orientation ofJpeg(ImageInputStream in) throws IOException {
        for (int part = 0; part < MOST_PARTS; part++) {
            int marker = in.readUnsignedShort();
            int length = in.readUnsignedShort() - 2;
            if (marker < 0xff00 || marker == START_OF_SCAN || length < 0) {
                break;
            }
            byte[] data = new byte[marker == APP1 ? length : 0];
            in.readFully(data);
            String text = new String(data, StandardCharsets.ISO_8859_1);
            if (text.startsWith(PREFIX)) {
                return ofTiff(ByteBuffer.wrap(data, PREFIX.length(), length - PREFIX.length()));
            }
            in.skipBytes(length - data.length);
        }
        return Orientation.UPRIGHT;
    }

    private static Orientation ofPng(ImageInputStream in) throws IOException {
        in.skipBytes(PNG_HEADER - 2);
        for (int part = 0; part < MOST_PARTS; part++) {
            int length = in.readInt();
            int type = in.readInt();
            if (type == PNG_DATA || length < 0) {
                break;
            }
            if (type == PNG_EXIF && length <= MOST_BYTES) {
                byte[] data = new byte[length];
                in.readFully(data);
                return ofTiff(ByteBuffer.wrap(data));
            }
            in.skipBytes((long) length + 4);
        }
        return Orientation.UPRIGHT;
    }

    /** Reads the tag from the first directory of data in TIFF's format. */
    private static Orientation ofTiff(ByteBuffer data) {
        ByteBuffer tiff = data.slice();
        if (tiff.remaining() < 8) {
            return Orientation.UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + i * ENTRY_BYTES;
            if (at > tiff.limit() - ENTRY_BYTES) {
                break;
            }
            if ((tiff.getShort(at) & 0xffff) == TAG) {
                boolean isLong = tiff.getShort(at + 2) == LONG;
                return Orientation.ofExif(isLong ? tiff.getInt(at + 8) : tiff.getShort(at + 8));
            }
        }
        return Orientation.UPRIGHT;
    }
}
