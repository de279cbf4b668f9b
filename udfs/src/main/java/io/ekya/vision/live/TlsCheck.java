/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/**
 * How the certificate of a camera is checked.
 *
 * @param verify whether a camera with an unknown certificate is refused
 * @param authorities path of a PEM file with the trusted certificates; empty for the system's
 */
public record TlsCheck(boolean verify, String authorities) {
    /** Trusts the certificates that the system trusts. */
    public static final TlsCheck SYSTEM = new TlsCheck(true, "");
}
