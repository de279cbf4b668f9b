/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/**
 * Registers a client for which events are retained.
 *
 * @param needed number of the oldest event that the client still needs
 */
public record RegisterRequest(String site, String client, long needed) {}
