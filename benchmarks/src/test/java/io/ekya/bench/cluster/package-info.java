/** Tests of {@code ekya bench cluster-faults}. */
@NullMarked
package io.ekya.bench.cluster;

import org.jspecify.annotations.NullMarked;
