/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

/** Thrown for a record that cannot be used; the message says why. */
final class UnusableFrameException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 80;

    UnusableFrameException(String message) {
        super(message);
    }

    /** Returns a text from outside, short enough for a message and without control characters. */
    static String shortened(String text) {
        String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
