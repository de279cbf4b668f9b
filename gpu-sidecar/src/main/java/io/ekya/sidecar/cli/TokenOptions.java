/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the token of a sidecar comes from: a file or the environment. Not from the command line,
 * which other users of the machine can read.
 */
final class TokenOptions {
    static final String VARIABLE = "EKYA_SIDECAR_TOKEN";
    private static final int MAX_BYTES = 4_096;

    @Option(
            names = "--token-file",
            description =
                    "File with the sidecar's bearer token (default: the variable EKYA_SIDECAR_TOKEN)")
    private @Nullable Path file;

    /** Refused rather than unknown: the message about an unknown option would repeat the token. */
    @Option(names = "--token", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String onCommandLine;

    /**
     * Returns the token; empty if there is none.
     *
     * @throws IllegalArgumentException if it was given on the command line, or the file has none
     */
    String token() throws IOException {
        return token(System.getenv());
    }

    String token(Map<String, String> environment) throws IOException {
        if (onCommandLine != null) {
            throw new IllegalArgumentException(
                    "--token is not supported, since other users of the machine can read command lines; give --token-file, or set "
                            + VARIABLE);
        }
        return file == null ? environment.getOrDefault(VARIABLE, "") : read("--token-file", file);
    }

    /** Reads a token from a file that an option names. */
    static String read(String option, Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "%s must be a file that can be read, but is %s".formatted(option, file));
        }
        String token =
                Files.size(file) > MAX_BYTES
                        ? ""
                        : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IllegalArgumentException(
                    "%s must contain one token of visible ASCII characters, but %s does not"
                            .formatted(option, file));
        }
        return token;
    }
}
