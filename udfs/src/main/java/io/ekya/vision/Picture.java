/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * A decoded image.
 *
 * @param image scaled, upright, in its frame
 * @param geometry how it got there
 */
public record Picture(BgrImage image, Geometry geometry) {}
