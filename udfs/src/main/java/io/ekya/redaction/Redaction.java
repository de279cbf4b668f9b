/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.redaction;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces credentials in texts by {@code ***}: the part before {@code @} in addresses, and the
 * values of parameters such as {@code password=} and {@code token=}, plain or percent-encoded. In
 * doubt it replaces more than necessary, up to the next white space.
 */
public final class Redaction {
    /** What stands for a credential. */
    public static final String MASK = "***";

    private static final String NAME =
            "(?:pass(?:word|wd|phrase|code)?|pwd|pw|token|secret|api_?key|auth|credentials?"
                    + "|sig(?:nature)?|jaas[._]config)";

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)(?:.*[^a-z])?" + NAME + "|.*(?:password|secret|token)");

    private static final Pattern ADDRESS = Pattern.compile("(?i)(://|%3A%2F%2F)(\\S+)");

    private static final Pattern CREDENTIALS = Pattern.compile("(?i)^\\S*(@|%40)");

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(" + NAME + "\\d*(?:\\s*=\\s*|%3D))(?:\"[^\"]*\"\\S*|\\S+)");

    private static final Pattern JSON_FIELD =
            Pattern.compile("(?i)(\"[^\"]*" + NAME + "\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Pattern HEADER = Pattern.compile("(?i)(authorization\\s*:\\s*)\\S.*");

    private Redaction() {}

    /** Returns the text without credentials. */
    public static String of(String text) {
        String redacted = ADDRESS.matcher(text).replaceAll(Redaction::ofAddressMatch);
        redacted = JSON_FIELD.matcher(redacted).replaceAll("$1\"" + MASK + "\"");
        redacted = HEADER.matcher(redacted).replaceAll("$1" + MASK);
        return PARAMETER.matcher(redacted).replaceAll("$1" + MASK);
    }

    /** Returns an address without credentials, even if they contain white space. */
    public static String ofAddress(String address) {
        return of(address.replaceAll("\\s", "%20"));
    }

    /**
     * Returns whether a value of this name is secret, such as {@code password} or {@code
     * ssl.key.password}.
     */
    public static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    private static String ofAddressMatch(MatchResult address) {
        String rest = address.group(2);
        boolean hasCredentials = CREDENTIALS.matcher(rest).find();
        boolean hasParameter = PARAMETER.matcher(rest).find();
        if (hasCredentials && hasParameter) {
            // A password may look like a parameter, or a parameter contain an @.
            return Matcher.quoteReplacement(address.group(1) + MASK);
        }
        return Matcher.quoteReplacement(
                address.group(1) + CREDENTIALS.matcher(rest).replaceFirst(MASK + "$1"));
    }
}
