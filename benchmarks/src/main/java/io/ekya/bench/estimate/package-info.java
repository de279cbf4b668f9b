/** Measures the estimation error of micro-profiles: {@code ekya bench estimate-error}. */
@NullMarked
package io.ekya.bench.estimate;

import org.jspecify.annotations.NullMarked;
