/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import io.ekya.redaction.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a live camera: {@code rtsp://}, {@code rtsps://}, {@code http://} or {@code
 * https://}, or {@code v4l2:/dev/video0}. Its text contains no credentials.
 */
public final class LiveAddress {
    /** Matches the sources that are live cameras. */
    public static final String PATTERN = "(rtsp|rtsps|http|https)://.*|v4l2:.*";

    /** FFmpeg's RTSP client cuts longer ones. */
    private static final int MAX_CREDENTIALS = 127;

    private static final Pattern URL =
            Pattern.compile(
                    "(?<scheme>[a-z]+)://(?:(?<credentials>[^/?#]*)@)?"
                            + "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?"
                            + "(?<rest>[/?#][^@]*)?");

    /** The protocol. */
    enum Kind {
        RTSP,
        HTTP,
        V4L2
    }

    private final Kind kind;
    private final String scheme;
    private final String credentials;
    private final String host;
    private final int port;
    private final String rest;

    private LiveAddress(
            Kind kind, String scheme, String credentials, String host, int port, String rest) {
        this.kind = kind;
        this.scheme = scheme;
        this.credentials = credentials;
        this.host = host;
        this.port = port;
        this.rest = rest;
    }

    /** Returns whether a camera's source is a live camera. */
    public static boolean isLive(String source) {
        return source.matches("(?s)" + PATTERN);
    }

    /**
     * Parses an address.
     *
     * @param user user name, as it is; empty if the address contains it or there is none
     * @param password password, as it is
     * @throws IllegalArgumentException with the rule that is violated and a fix, without
     *     credentials
     */
    public static LiveAddress of(String source, String user, String password) {
        if (source.startsWith("v4l2:")) {
            return device(source.substring("v4l2:".length()));
        }
        if (source.codePoints().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("must not contain white space; write it as %20");
        }
        Matcher url = URL.matcher(source);
        if (!isLive(source) || !url.matches()) {
            throw new IllegalArgumentException(
                    "must be an address such as rtsp://host:554/path; write user name and password"
                            + " into live.user and live.password, and @ in a path as %40");
        }
        int port = port(url);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("must have a port from 1 to 65535; correct it");
        }
        String within = url.group("credentials");
        if (within != null && !(user.isEmpty() && password.isEmpty())) {
            throw new IllegalArgumentException(
                    "must not contain credentials if live.user or live.password is set; remove one");
        }
        if (user.isEmpty() && !password.isEmpty()) {
            throw new IllegalArgumentException("needs live.user if live.password is set; set it");
        }
        String rest = url.group("rest");
        return new LiveAddress(
                source.startsWith("rtsp") ? Kind.RTSP : Kind.HTTP,
                url.group("scheme"),
                checked(within != null ? ofAddress(within) : ofKeys(user, password)),
                url.group("host").toLowerCase(Locale.ROOT),
                port,
                rest == null ? "" : rest);
    }

    private static int port(Matcher url) {
        String port = url.group("port");
        if (port != null) {
            return Integer.parseInt(port);
        }
        return switch (url.group("scheme")) {
            case "rtsp" -> 554;
            case "rtsps" -> 322;
            case "http" -> 80;
            default -> 443;
        };
    }

    private static LiveAddress device(String path) {
        if (!path.matches("/dev/[A-Za-z0-9/_.-]+") || path.contains("..")) {
            throw new IllegalArgumentException(
                    "must name a device such as v4l2:/dev/video0; ls /dev/video* lists them");
        }
        return new LiveAddress(Kind.V4L2, "v4l2", "", "", 0, path);
    }

    private static String checked(String credentials) {
        if (credentials.length() > MAX_CREDENTIALS) {
            throw new IllegalArgumentException(
                    "must have a user name and a password of at most %d characters together, percent-encoded; shorten them"
                            .formatted(MAX_CREDENTIALS));
        }
        return credentials;
    }

    /** Encodes what an address contains; what is encoded already stays. */
    private static String ofAddress(String within) {
        int colon = within.indexOf(':');
        String user = colon < 0 ? within : within.substring(0, colon);
        String password = colon < 0 ? "" : within.substring(colon + 1);
        return encoded(user, true) + ":" + encoded(password, true);
    }

    private static String ofKeys(String user, String password) {
        return user.isEmpty() ? "" : encoded(user, false) + ":" + encoded(password, false);
    }

    private static String encoded(String text, boolean keepEncoded) {
        StringBuilder out = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            boolean escape =
                    keepEncoded
                            && c == '%'
                            && i + 2 < bytes.length
                            && Character.digit(bytes[i + 1], 16) >= 0
                            && Character.digit(bytes[i + 2], 16) >= 0;
            if (plain || escape) {
                out.append(c);
            } else {
                out.append("%%%02X".formatted((int) c));
            }
        }
        return out.toString();
    }

    Kind kind() {
        return kind;
    }

    /** Whether the connection is encrypted. */
    boolean isEncrypted() {
        return scheme.equals("rtsps") || scheme.equals("https");
    }

    /** The address for FFmpeg, with credentials; must not be logged. */
    String withCredentials() {
        return kind == Kind.V4L2
                ? rest
                : scheme
                        + "://"
                        + (credentials.isEmpty() ? "" : credentials + "@")
                        + host
                        + ":"
                        + port
                        + rest;
    }

    /** Returns whether another address has the same protocol, host and port. */
    boolean isSameHost(String other) {
        Matcher url = URL.matcher(other);
        return url.matches()
                && scheme.equals(url.group("scheme"))
                && host.equals(url.group("host").toLowerCase(Locale.ROOT))
                && port == port(url);
    }

    /** Returns the address with {@code ***} in place of credentials; it can be parsed again. */
    @Override
    public String toString() {
        if (kind == Kind.V4L2) {
            return "v4l2:" + rest;
        }
        String login = credentials.isEmpty() ? "" : Redaction.MASK + "@";
        return scheme + "://" + login + host + ":" + port + Redaction.of(rest);
    }
}
