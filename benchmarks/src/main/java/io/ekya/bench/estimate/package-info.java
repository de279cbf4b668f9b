/** How far micro-profiles are from what training really reaches. */
@NullMarked
package io.ekya.bench.estimate;

import org.jspecify.annotations.NullMarked;
