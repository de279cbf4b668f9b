/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/**
 * Header that carries the exact reason of a failed call. Flight has fewer status codes than gRPC,
 * so the name of a {@link SidecarException.Reason} travels beside the code.
 */
public final class ErrorReasons {
    public static final String HEADER = "ekya-reason";

    private ErrorReasons() {}
}
