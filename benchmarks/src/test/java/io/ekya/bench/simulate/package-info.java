/** Tests of the simulator. */
@NullMarked
package io.ekya.bench.simulate;

import org.jspecify.annotations.NullMarked;
