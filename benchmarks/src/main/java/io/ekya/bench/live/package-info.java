/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
/** Live cameras whose server fails: {@code ekya bench rtsp}. */
@NullMarked
package io.ekya.bench.live;

import org.jspecify.annotations.NullMarked;
