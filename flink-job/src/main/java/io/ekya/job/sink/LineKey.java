/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

/**
 * Identifies a line that is written once.
 *
 * @param series what the numbers count, such as the windows of one camera
 * @param number within the series; numbers without gaps take the least memory
 */
public record LineKey(String series, long number) {}
