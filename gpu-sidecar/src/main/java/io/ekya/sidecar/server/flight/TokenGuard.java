/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which calls have the token; compares in constant time. */
public final class TokenGuard {
    private final List<byte[]> expected;

    /**
     * Creates a guard.
     *
     * @param tokens bearer tokens, one of which is required; empty ones do not count, and without
     *     any all calls are admitted
     */
    public TokenGuard(String... tokens) {
        this.expected =
                Arrays.stream(tokens)
                        .filter(token -> !token.isEmpty())
                        .map(token -> ("Bearer " + token).getBytes(StandardCharsets.UTF_8))
                        .toList();
    }

    /**
     * Returns whether a call is admitted.
     *
     * @param authorization the header of that name; null if it is missing
     */
    public boolean admits(@Nullable String authorization) {
        byte[] actual =
                (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        boolean admitted = expected.isEmpty();
        for (byte[] token : expected) {
            admitted |= MessageDigest.isEqual(token, actual);
        }
        return admitted;
    }
}
