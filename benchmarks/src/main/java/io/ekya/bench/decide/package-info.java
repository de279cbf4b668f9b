/** Decision times of policies: {@code ekya bench decision-time}. */
@NullMarked
package io.ekya.bench.decide;

import org.jspecify.annotations.NullMarked;
