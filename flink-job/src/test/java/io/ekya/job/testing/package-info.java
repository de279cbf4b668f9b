/** Hand-made cameras, models and a sidecar in memory, for tests of the graph and its parts. */
@NullMarked
package io.ekya.job.testing;

import org.jspecify.annotations.NullMarked;
