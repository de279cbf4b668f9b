/** Tests of {@code ekya compare}. */
@NullMarked
package io.ekya.bench.cluster;

import org.jspecify.annotations.NullMarked;
