/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

/** Texts of errors that Flink reports as stack traces. */
final class FlinkErrors {
    private static final String CAUSE = "Caused by: ";
    private static final String FRAME = "\n\tat ";
    private static final int LIMIT = 2_000;

    private FlinkErrors() {}

    /** Returns the message of the innermost cause in a stack trace, without its stack. */
    static String rootCause(String stackTrace) {
        int cause = stackTrace.lastIndexOf(CAUSE);
        String text = cause < 0 ? stackTrace : stackTrace.substring(cause + CAUSE.length());
        int frame = text.indexOf(FRAME);
        String message = (frame < 0 ? text : text.substring(0, frame)).strip();
        return message.length() <= LIMIT ? message : message.substring(0, LIMIT) + " ...";
    }
}
