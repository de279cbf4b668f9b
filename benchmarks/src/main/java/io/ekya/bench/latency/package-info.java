/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
/** Benchmark of the complete job: age of answers, overhead, student swaps, checkpoints. */
@NullMarked
package io.ekya.bench.latency;

import org.jspecify.annotations.NullMarked;
