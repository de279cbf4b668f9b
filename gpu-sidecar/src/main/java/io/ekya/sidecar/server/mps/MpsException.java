/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

/** NVIDIA's multi-process service cannot be used; the message contains the reason and the fix. */
public final class MpsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MpsException(String message) {
        super(message);
    }

    MpsException(String message, Throwable cause) {
        super(message, cause);
    }
}
