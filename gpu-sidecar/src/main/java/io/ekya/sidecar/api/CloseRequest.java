/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/** Reports that a camera of a site has ended. */
public record CloseRequest(String site, String camera) {}
