/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.regex.Pattern;

/** Checks names that become file names: sites, cameras, configurations, model hashes. */
public final class Ids {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Ids() {}

    /**
     * Returns the id if it is valid: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, and neither "." nor
     * "..".
     *
     * @throws MalformedException otherwise
     */
    public static String checked(String what, String id) {
        if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
            throw new MalformedException(
                    "%s '%s' must be 1 to 64 of A-Z a-z 0-9 . _ - and not . or .."
                            .formatted(what, printable(id)));
        }
        return id;
    }

    /**
     * Returns the hash if it has 64 lower-case hexadecimal digits.
     *
     * @throws MalformedException otherwise
     */
    public static String checkedSha256(String hash) {
        if (!SHA256.matcher(hash).matches()) {
            throw new MalformedException(
                    "sha256 '" + printable(hash) + "' must be 64 lower-case hexadecimal digits");
        }
        return hash;
    }

    private static String printable(String id) {
        String cut = id.length() > 80 ? id.substring(0, 80) + "…" : id;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
