/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
/** Removal of credentials from texts that people and log files see. Pure. */
@NullMarked
package io.ekya.redaction;

import org.jspecify.annotations.NullMarked;
