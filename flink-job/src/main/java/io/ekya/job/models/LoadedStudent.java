/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.models;

import io.ekya.learn.Classifier;

/**
 * A student that is ready for inference.
 *
 * @param sha256 identifies its weights
 * @param classifier holds native memory; closed by the owner of this record
 */
public record LoadedStudent(String sha256, Classifier classifier) {}
