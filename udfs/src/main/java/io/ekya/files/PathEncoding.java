/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.files;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Explains why this process cannot use a path. Java encodes the names of files as the locale of the
 * process says; under {@code LC_ALL=C}, that has no letters beyond ASCII.
 */
public final class PathEncoding {
    /** What Java puts in place of bytes of an argument that it cannot decode. */
    private static final char UNDECODABLE = '\uFFFD';

    private PathEncoding() {}

    /** Returns why a text is no path for this process, and what to do; empty if it is one. */
    public static Optional<String> problem(String text) {
        try {
            Path unused = Path.of(text); // throws if it is not one
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of(reason(text, encoding()));
        }
    }

    /** Returns whether an argument of this process was lost in decoding. */
    public static boolean isUndecodable(String argument) {
        return argument.indexOf(UNDECODABLE) >= 0;
    }

    /** Returns why a text is no path in an encoding. */
    static String reason(String text, String encoding) {
        boolean encodable =
                text.indexOf('\0') >= 0
                        || (Charset.isSupported(encoding)
                                && Charset.forName(encoding).newEncoder().canEncode(text));
        return encodable ? "it is not a path" : advice(encoding);
    }

    /** Returns what to do about letters that the locale of this process does not have. */
    public static String advice() {
        return advice(encoding());
    }

    private static String advice(String encoding) {
        return "the locale of this process has the encoding %s, without some of its letters; set LC_ALL=C.UTF-8 (or LANG=C.UTF-8) for this command"
                .formatted(encoding);
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
    }
}
