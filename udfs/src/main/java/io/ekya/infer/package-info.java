/**
 * Inference with students: inference configurations, skipped frames whose predictions are carried
 * forward, and the accuracy and GPU cost of each configuration.
 */
@NullMarked
package io.ekya.infer;

import org.jspecify.annotations.NullMarked;
