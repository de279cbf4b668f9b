/** Test cameras, models and an in-memory sidecar. */
@NullMarked
package io.ekya.job.testing;

import org.jspecify.annotations.NullMarked;
