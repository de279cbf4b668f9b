/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
/** Benchmark of inputs that nobody should send: malformed calls, requests, frames and files. */
@NullMarked
package io.ekya.bench.fuzz;

import org.jspecify.annotations.NullMarked;
