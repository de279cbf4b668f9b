/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import org.jspecify.annotations.Nullable;

/**
 * Reports that a camera of a site has ended.
 *
 * @param epoch of the job that sends it; null if it is not fenced
 */
public record CloseRequest(String site, String camera, @Nullable Long epoch) {}
