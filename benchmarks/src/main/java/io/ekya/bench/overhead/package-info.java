/** What the system around the models costs: {@code ekya bench overheads}. */
@NullMarked
package io.ekya.bench.overhead;

import org.jspecify.annotations.NullMarked;
