package io.ekya.job.config;

import java.util.regex.Pattern;

/** Blacks out user names and passwords in addresses such as {@code rtsp://user:secret@host/}. */
public final class Redaction {
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]+@");

    private Redaction() {}

    /** The text without credentials; other text is left as it is. */
    public static String of(String text) {
        return CREDENTIALS.matcher(text).replaceAll("***@");
    }
}
