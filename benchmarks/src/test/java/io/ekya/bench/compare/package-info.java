/** Tests of {@code ekya compare}. */
@NullMarked
package io.ekya.bench.compare;

import org.jspecify.annotations.NullMarked;
