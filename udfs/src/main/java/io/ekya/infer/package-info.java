/**
 * Answering every frame with a student: inference configurations, frames skipped and carried
 * forward, and what skipping costs.
 */
@NullMarked
package io.ekya.infer;

import org.jspecify.annotations.NullMarked;
