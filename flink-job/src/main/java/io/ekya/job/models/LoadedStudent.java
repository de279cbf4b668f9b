package io.ekya.job.models;

import io.ekya.learn.Classifier;

/**
 * A student that is loaded and ready.
 *
 * @param sha256 names its weights
 * @param classifier holds native memory; closed by whom the student was handed to
 */
public record LoadedStudent(String sha256, Classifier classifier) {}
