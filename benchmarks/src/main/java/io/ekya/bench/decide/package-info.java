/** How long a policy takes to decide: {@code ekya bench decision-time}. */
@NullMarked
package io.ekya.bench.decide;

import org.jspecify.annotations.NullMarked;
