/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
/** Benchmark of what a long run takes: resident memory, live heap, disk. */
@NullMarked
package io.ekya.bench.memory;

import org.jspecify.annotations.NullMarked;
