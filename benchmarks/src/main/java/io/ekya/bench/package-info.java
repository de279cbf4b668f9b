/** Benchmarks and their command {@code ekya bench}. */
@NullMarked
package io.ekya.bench;

import org.jspecify.annotations.NullMarked;
