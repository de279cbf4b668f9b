/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of the actions rollback, pin and purge.
 *
 * @param sha256 student to roll back to; null for the previous one
 * @param pinned new state of a pin
 */
public record CurationRequest(
        String site, String camera, @Nullable String sha256, boolean pinned) {}
