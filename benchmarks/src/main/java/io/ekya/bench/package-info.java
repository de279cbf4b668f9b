/** Benchmarks: {@code ekya bench}. Each checks its own answer. */
@NullMarked
package io.ekya.bench;

import org.jspecify.annotations.NullMarked;
