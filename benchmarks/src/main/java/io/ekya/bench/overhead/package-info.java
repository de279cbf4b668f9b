/** The overhead of the system around the models: {@code ekya bench overheads}. */
@NullMarked
package io.ekya.bench.overhead;

import org.jspecify.annotations.NullMarked;
