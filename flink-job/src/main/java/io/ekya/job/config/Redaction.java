/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.util.regex.Pattern;

/** Redacts user names and passwords in addresses such as {@code rtsp://user:secret@host/}. */
public final class Redaction {
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]+@");

    private Redaction() {}

    /** Returns the text without credentials. */
    public static String of(String text) {
        return CREDENTIALS.matcher(text).replaceAll("***@");
    }
}
