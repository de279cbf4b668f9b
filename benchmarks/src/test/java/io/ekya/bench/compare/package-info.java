/** {@code ekya compare}: policies on the real job, on the same frames. */
@NullMarked
package io.ekya.bench.compare;

import org.jspecify.annotations.NullMarked;
