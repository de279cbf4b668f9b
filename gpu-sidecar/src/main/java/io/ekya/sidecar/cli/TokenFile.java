/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The token of a sidecar that this project has started itself: the file {@code token} in the
 * sidecar's folder, readable by its owner only. Whoever can read it can read the images beside it
 * as well. It lets commands on the same machine, such as {@code models} and {@code purge}, call the
 * running sidecar.
 */
public final class TokenFile {
    private static final String NAME = "token";
    private static final int BYTES = 32;

    private TokenFile() {}

    /**
     * Creates a random token and writes it into a sidecar's folder, which is created if missing.
     */
    public static String create(Path folder) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        write(folder, token);
        return token;
    }

    /** Writes a token into a sidecar's folder, which is created if missing. */
    public static void write(Path folder, String token) throws IOException {
        PrivateFiles.write(
                PrivateFiles.createFolder(folder).resolve(NAME),
                token.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the token in a sidecar's folder; empty if there is none. */
    public static String read(Path folder) throws IOException {
        try {
            return Files.readString(folder.resolve(NAME), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
