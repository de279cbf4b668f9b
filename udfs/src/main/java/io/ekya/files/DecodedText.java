/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes text that people wrote: UTF-8, or UTF-16 with a byte order mark. */
public final class DecodedText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Thrown for bytes that are not text in the recognised encoding. */
    public static final class UndecodableException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int line;

        UndecodableException(int line, Charset charset, CharacterCodingException cause) {
            super("is not encoded in " + charset.name(), cause);
            this.line = line;
        }

        /** Returns the number of the first line that cannot be decoded, from 1. */
        public int line() {
            return line;
        }
    }

    private DecodedText() {}

    /**
     * Returns the text without a byte order mark.
     *
     * @throws UndecodableException if the bytes are not text in the recognised encoding
     */
    public static String of(byte[] bytes) throws UndecodableException {
        Charset charset = charset(bytes);
        CharsetDecoder decoder = charset.newDecoder(); // reports malformed input
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            try {
                result.throwException();
            } catch (CharacterCodingException e) {
                throw new UndecodableException(line(text), charset, e);
            }
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Returns the number of the line, from 1, in which a text ends. */
    public static int line(String text) {
        return 1 + (int) text.chars().filter(c -> c == '\n').count();
    }

    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        if (first == 0xFEFF) {
            return StandardCharsets.UTF_16BE;
        }
        return first == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }
}
