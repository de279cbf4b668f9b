/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    private static final ModelFile MODEL =
            DjlLearner.untrained(new Architecture("resnet", 4, 32, 8), 1);

    @Test
    void readsWhatItWrites() {
        ModelFile read = ModelFile.read(MODEL.bytes());

        assertThat(read.architecture()).isEqualTo(MODEL.architecture());
        assertThat(read.sha256()).isEqualTo(MODEL.sha256()).matches("[0-9a-f]{64}");
        assertThat(ModelFile.of(read.architecture(), read.parameters()).bytes())
                .isEqualTo(MODEL.bytes());
    }

    @Test
    void rejectsInvalidFiles() {
        assertRejected(new byte[0], "not a model file");
        assertRejected("EKYAMDL1".getBytes(StandardCharsets.US_ASCII), "not a model file");
        assertRejected(damaged(b -> b.put(0, (byte) 'x')), "not a model file");
        assertRejected(damaged(b -> b.putInt(8, Integer.MAX_VALUE)), "header claims");
        assertRejected(damaged(b -> b.putInt(8, -1)), "header claims");
        assertRejected(damaged(b -> b.put(12, (byte) 'x')), "header is not valid JSON");
    }

    @Test
    void rejectsATruncatedOrExtendedFile() {
        byte[] bytes = MODEL.bytes();
        assertRejected(Arrays.copyOf(bytes, bytes.length - 1), "truncated or damaged");
        assertRejected(Arrays.copyOf(bytes, bytes.length + 4), "truncated or damaged");
        assertRejected(Arrays.copyOf(bytes, 40), "header claims");
    }

    @Test
    void rejectsAFlippedBitInTheParameters() {
        assertRejected(
                damaged(b -> b.put(b.capacity() - 9, (byte) (b.get(b.capacity() - 9) ^ 1))), "CRC");
    }

    @Test
    void rejectsAnInvalidArchitecture() {
        assertRejected(renamed("\"width\":4", "\"width\":9"), "truncated or damaged");
        assertRejected(
                renamed("\"width\":4", "\"width\":0"),
                "width must be from 4 to 128, " + "but is 0");
        assertRejected(renamed("resnet", "vggnet"), "architecture 'vggnet' is unknown");
        assertRejected(renamed("bicycle", "unicorn"), "expected are [person, bicycle");
    }

    private static byte[] damaged(Consumer<ByteBuffer> how) {
        byte[] bytes = MODEL.bytes().clone();
        how.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    /** Replaces a part of the header by a text of the same length. */
    private static byte[] renamed(String from, String to) {
        String text = new String(MODEL.bytes(), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertRejected(byte[] bytes, String message) {
        assertThatThrownBy(() -> ModelFile.read(bytes))
                .isInstanceOf(BadModelException.class)
                .hasMessageContaining(message);
    }
}
