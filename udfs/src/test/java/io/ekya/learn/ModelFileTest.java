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
    void readsWhatItWrote() {
        ModelFile read = ModelFile.read(MODEL.bytes());

        assertThat(read.architecture()).isEqualTo(MODEL.architecture());
        assertThat(read.sha256()).isEqualTo(MODEL.sha256()).matches("[0-9a-f]{64}");
        assertThat(ModelFile.of(read.architecture(), read.parameters()).bytes())
                .isEqualTo(MODEL.bytes());
    }

    @Test
    void refusesWhatIsNoModelFile() {
        refuses(new byte[0], "no model file");
        refuses("EKYAMDL1".getBytes(StandardCharsets.US_ASCII), "no model file");
        refuses(damaged(b -> b.put(0, (byte) 'x')), "no model file");
        refuses(damaged(b -> b.putInt(8, Integer.MAX_VALUE)), "header claims");
        refuses(damaged(b -> b.putInt(8, -1)), "header claims");
        refuses(damaged(b -> b.put(12, (byte) 'x')), "header is no JSON");
    }

    @Test
    void refusesACutOrLengthenedFile() {
        byte[] bytes = MODEL.bytes();
        refuses(Arrays.copyOf(bytes, bytes.length - 1), "cut off or damaged");
        refuses(Arrays.copyOf(bytes, bytes.length + 4), "cut off or damaged");
        refuses(Arrays.copyOf(bytes, 40), "header claims");
    }

    @Test
    void refusesAFlippedBitInTheParameters() {
        refuses(damaged(b -> b.put(b.capacity() - 9, (byte) (b.get(b.capacity() - 9) ^ 1))), "CRC");
    }

    @Test
    void refusesAnArchitectureOutOfBounds() {
        refuses(renamed("\"width\":4", "\"width\":9"), "cut off or damaged");
        refuses(renamed("\"width\":4", "\"width\":0"), "width must be from 4 to 128, but is 0");
        refuses(renamed("resnet", "vggnet"), "architecture 'vggnet' is unknown");
        refuses(renamed("bicycle", "unicorn"), "needed are [person, bicycle");
    }

    private static byte[] damaged(Consumer<ByteBuffer> how) {
        byte[] bytes = MODEL.bytes().clone();
        how.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    /** Replaces a text of the header by one of the same length. */
    private static byte[] renamed(String from, String to) {
        String text = new String(MODEL.bytes(), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void refuses(byte[] bytes, String message) {
        assertThatThrownBy(() -> ModelFile.read(bytes))
                .isInstanceOf(BadModelException.class)
                .hasMessageContaining(message);
    }
}
