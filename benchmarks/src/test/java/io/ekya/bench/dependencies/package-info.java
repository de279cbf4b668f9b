/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ekya.bench.dependencies;

import org.jspecify.annotations.NullMarked;
