/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of many pixels, which small files can contain. */
class LargeImagesTest {
    private static final PictureSize SIZE = new PictureSize(320, 0);

    @TempDir Path folder = Path.of("");

    /** Writes a PNG whose left half is black, without having it in memory. */
    private Path png(int width, int height) throws IOException {
        Path file = folder.resolve(width + "x" + height + ".png");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream out = new DeflaterOutputStream(bytes, fast)) {
            byte[] row = new byte[1 + 3 * width];
            Arrays.fill(row, 1 + 3 * (width / 2), row.length, (byte) 255);
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        }
        fast.end();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            ByteBuffer header = ByteBuffer.allocate(13);
            header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
            chunk(out, "IHDR", header.array());
            chunk(out, "IDAT", bytes.toByteArray());
            chunk(out, "IEND", new byte[0]);
        }
        return file;
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        CRC32 check = new CRC32();
        check.update(type.getBytes(StandardCharsets.ISO_8859_1));
        check.update(data);
        out.writeInt(data.length);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) check.getValue());
    }

    @Test
    void aLargeImageIsDecodedWithLittleMemory() throws IOException {
        Path file = png(8_000, 5_000); // 40 million pixels, 120 MB once decoded
        assertThat(Files.size(file)).isLessThan(1_000_000);
        Jpeg.read(png(64, 48), SIZE); // loads the classes

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Picture picture = Jpeg.read(file, SIZE);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16L << 20);

        assertThat(picture.geometry()).hasToString("source 8000×5000, used as 320×200");
        assertThat(Marks.isBlack(picture.image(), 0.49, 0.5)).isTrue();
        assertThat(Marks.isWhite(picture.image(), 0.51, 0.5)).isTrue();
    }

    @Test
    void anImageOfTooManyPixelsIsRefusedByItsHeader() throws IOException {
        Path file = png(8_001, 5_000);
        byte[] start = Arrays.copyOf(Files.readAllBytes(file), 60);
        Files.write(file, start); // nothing after the header is needed
        assertThatThrownBy(() -> Jpeg.read(file, SIZE))
                .isInstanceOf(IOException.class)
                .hasMessage("has 8001x5000 pixels, more than the 40 million allowed");
    }

    @Test
    void aThreadThatWaitsForALargeImageCanBeInterrupted() throws IOException {
        Path file = png(2_500, 2_000);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Jpeg.read(file, SIZE)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Jpeg.read(file, SIZE).image().width()).isEqualTo(320);
    }
}
