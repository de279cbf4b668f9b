/** Benchmarks, and the comparison of policies on the real job. */
@NullMarked
package io.ekya.bench;

import org.jspecify.annotations.NullMarked;
