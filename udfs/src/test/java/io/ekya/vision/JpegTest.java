/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegTest {
    private static final PictureSize SIZE = new PictureSize(120, 80);

    private static BgrImage gradient() {
        byte[] bytes = new byte[3 * 120 * 80];
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 120; x++) {
                int at = 3 * (y * 120 + x);
                bytes[at] = (byte) (2 * x);
                bytes[at + 1] = (byte) (3 * y);
                bytes[at + 2] = (byte) 40;
            }
        }
        return new BgrImage(120, 80, bytes);
    }

    @Test
    void approximatelyPreservesAnImage() throws IOException {
        BgrImage image = gradient();
        byte[] jpeg = Jpeg.encode(image, 0.9);
        BgrImage back = Jpeg.decode(jpeg);
        assertThat(jpeg.length).isLessThan(image.bgr().length / 5);
        assertThat(back.width()).isEqualTo(120);
        assertThat(back.height()).isEqualTo(80);
        double off = 0;
        for (int i = 0; i < image.bgr().length; i++) {
            off += Math.abs((back.bgr()[i] & 0xff) - (image.bgr()[i] & 0xff));
        }
        assertThat(off / image.bgr().length).isLessThan(4); // channels are in the right order
    }

    @Test
    void rejectsInvalidImages() {
        assertThatThrownBy(() -> Jpeg.decode(new byte[100]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a supported image");
    }

    @Test
    void decodesJpegImagesOfUntrustedSendersOnly() throws IOException {
        byte[] jpeg = Jpeg.encode(gradient(), 0.9);
        assertThat(Jpeg.decodeJpeg(jpeg, 120 * 80, SIZE).image().width()).isEqualTo(120);
        assertThatThrownBy(() -> Jpeg.decodeJpeg(jpeg, 120 * 80 - 1, SIZE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 120x80 pixels");
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        assertThatThrownBy(() -> Jpeg.decodeJpeg(png, 1_000, SIZE))
                .isInstanceOf(IOException.class)
                .hasMessage("is not a JPEG image");
        assertThatThrownBy(() -> Jpeg.decodeJpeg(new byte[1], 1_000, SIZE))
                .hasMessage("is not a JPEG image");
    }

    @Test
    void rejectsATruncatedImage() {
        byte[] jpeg = Jpeg.encode(gradient(), 0.9);
        assertThatThrownBy(() -> Jpeg.decode(Arrays.copyOf(jpeg, jpeg.length * 2 / 3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a damaged image");
    }

    @Test
    void throwsOnlyIOExceptionsForDamagedImages() {
        byte[] jpeg = Jpeg.encode(gradient(), 0.9);
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(jpeg, 2 + random.nextInt(jpeg.length - 2));
            for (int j = 0; j < 5; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Jpeg.decode(damaged).bgr()).isNotEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void checksTheSizeBeforeAllocatingMemory() {
        byte[] jpeg = Jpeg.encode(gradient(), 0.9);
        int frame = 0; // marker FF C0, length, precision, height, width
        while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        java.nio.ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 60_000);
        java.nio.ByteBuffer.wrap(jpeg).putShort(frame + 7, (short) 60_000);
        assertThatThrownBy(() -> Jpeg.decode(jpeg))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("60000x60000", "more than the 40 million");
    }
}
