/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes valid inputs at random places. */
final class Mutator {
    private static final int MOST_CHANGES = 4;
    private static final int MOST_REPEATED = 64;

    /** What breaks parsers of text and of binary formats. */
    private static final List<byte[]> TOKENS =
            List.of(
                    text("null"),
                    text("{}"),
                    text("[[[[[[[["),
                    text("\""),
                    text("&a [*a, *a]"),
                    text("---\n"),
                    text("\t"),
                    text("\r\n\r\n"),
                    text("../../"),
                    text("1e999"),
                    text("-0"),
                    text("NaN"),
                    text("9223372036854775808"),
                    text("ÿ\u202e\uffff"),
                    text("\0"),
                    new byte[] {(byte) 0xff, (byte) 0xfe},
                    new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                    new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                    new byte[] {0, 0, 0, 0});

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a changed copy of one of the inputs. */
    byte[] next(List<byte[]> seeds) {
        byte[] input = seeds.get(random.nextInt(seeds.size()));
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            input = change(input);
        }
        return input;
    }

    private byte[] change(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(MOST_REPEATED, input.length - from) + 1);
        byte[] part = Arrays.copyOfRange(input, from, to);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(input);
            case 1 -> Arrays.copyOf(input, from);
            case 2 -> joined(input, from, new byte[0], to);
            case 3 -> joined(input, from, repeated(part), from);
            case 4 -> joined(input, from, noise(), to);
            default -> joined(input, from, TOKENS.get(random.nextInt(TOKENS.size())), to);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] copy = input.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(MOST_REPEATED)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] repeated(byte[] part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int times = 1 + random.nextInt(MOST_REPEATED);
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Returns the bytes before {@code from}, a middle, and the bytes from {@code to} on. */
    private static byte[] joined(byte[] input, int from, byte[] middle, int to) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(input, 0, from);
        all.writeBytes(middle);
        all.write(input, to, input.length - to);
        return all.toByteArray();
    }
}
