/** Tests of {@code ekya bench fuzz}. */
@NullMarked
package io.ekya.bench.fuzz;

import org.jspecify.annotations.NullMarked;
