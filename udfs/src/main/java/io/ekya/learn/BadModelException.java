/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

/**
 * Thrown for bytes that are not a valid model file or checkpoint; the message states the reason.
 */
public final class BadModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadModelException(String message) {
        super(message);
    }
}
