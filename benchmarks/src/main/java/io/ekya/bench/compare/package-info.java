/** {@code ekya compare}: comparison of policies on the real job with the same frames. */
@NullMarked
package io.ekya.bench.compare;

import org.jspecify.annotations.NullMarked;
